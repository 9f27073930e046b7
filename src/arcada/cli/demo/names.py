"""Invented people, with names as they are met in a large American city; a likeness to anybody is chance."""

WOMEN = (
    "Abigail", "Adaeze", "Alma", "Amelia", "Anita", "Beatriz", "Brenda", "Camila", "Carol", "Charlotte", "Chloe",
    "Claire", "Daniela", "Deborah", "Diane", "Elena", "Ellen", "Emily", "Esther", "Evelyn", "Fatima", "Frances",
    "Gloria", "Hannah", "Harriet", "Imani", "Irene", "Jasmine", "Joan", "Judith", "Karen", "Keiko", "Latoya", "Laura",
    "Leila", "Lena", "Lillian", "Lucia", "Mai", "Margaret", "Maria", "Marisol", "Mei", "Naomi", "Natalie", "Olivia",
    "Patricia", "Priya", "Rachel", "Renata", "Rosa", "Ruth", "Sara", "Sofia", "Susan", "Teresa", "Valerie", "Wanda",
    "Yolanda", "Zoe",
)  # fmt: skip
MEN = (
    "Aaron", "Adrian", "Ahmed", "Albert", "Andre", "Anthony", "Arjun", "Benjamin", "Bernard", "Brian", "Carlos",
    "Cedric", "Charles", "Daniel", "Darnell", "David", "Diego", "Dominic", "Edward", "Emilio", "Eric", "Felix",
    "Frank", "Gary", "George", "Gregory", "Hector", "Henry", "Isaac", "Ivan", "Jamal", "James", "Javier", "Jerome",
    "Joel", "Jonas", "Joseph", "Kenji", "Kevin", "Leon", "Liam", "Lucas", "Malik", "Marcus", "Martin", "Mateo",
    "Miguel", "Nathan", "Noah", "Omar", "Oscar", "Patrick", "Paul", "Peter", "Rafael", "Raymond", "Roger", "Samuel",
    "Stefan", "Thomas", "Victor", "Walter", "William", "Xavier",
)  # fmt: skip
FAMILIES = (
    "Abbott", "Acosta", "Adeyemi", "Aldridge", "Alvarado", "Arroyo", "Ashby", "Bakshi", "Banks", "Barlow", "Becker",
    "Bell", "Benning", "Bianchi", "Blackwood", "Boateng", "Brandt", "Briggs", "Bui", "Burke", "Cabrera", "Calloway",
    "Carver", "Castillo", "Chambers", "Chaudhry", "Chen", "Clarke", "Coleman", "Conway", "Cortez", "Crane", "Cruz",
    "Dalton", "Delgado", "Dempsey", "Diaz", "Donovan", "Dorsey", "Drake", "Duarte", "Eaton", "Ellison", "Espinoza",
    "Farrell", "Finch", "Fischer", "Fleming", "Flores", "Foster", "Frost", "Fuentes", "Gallagher", "Garrett", "Gibbs",
    "Goldberg", "Grady", "Gupta", "Hale", "Hammond", "Hansen", "Hart", "Hayes", "Hendricks", "Herrera", "Hoang",
    "Hoffman", "Holt", "Huang", "Hussain", "Ibarra", "Iverson", "Jankowski", "Jensen", "Kane", "Kaplan", "Keller",
    "Kim", "Kowalski", "Lambert", "Larsen", "Lawson", "Le", "Lindgren", "Lopez", "Lowe", "Lucero", "Mahoney", "Malone",
    "Marsh", "Maxwell", "McBride", "Medina", "Mercer", "Meyer", "Molina", "Moreau", "Morrow", "Nash", "Navarro",
    "Nguyen", "Novak", "Obi", "Olsen", "Ortega", "Osborne", "Page", "Palmer", "Park", "Patel", "Pavlenko", "Pena",
    "Pierce", "Ponce", "Quinn", "Ramsey", "Reyes", "Rhodes", "Rios", "Rosen", "Rowe", "Salazar", "Santiago", "Sato",
    "Schaefer", "Serrano", "Shah", "Sloan", "Sokolov", "Stanton", "Suarez", "Tanaka", "Thornton", "Tran", "Underwood",
    "Valdez", "Vance", "Vega", "Villar", "Wallace", "Ward", "Webb", "Weiss", "Whitaker", "Wilkes", "Wong", "Yates",
    "York", "Zamora", "Zielinski",
)  # fmt: skip
STREETS = (
    "Ashland Ave", "Belmont Ave", "California Ave", "Clark St", "Damen Ave", "Diversey Pkwy", "Foster Ave",
    "Fullerton Ave", "Halsted St", "Irving Park Rd", "Kedzie Ave", "Lincoln Ave", "Milwaukee Ave", "Montrose Ave",
    "Paulina St", "Racine Ave", "Sheffield Ave", "Southport Ave", "Western Ave", "Wilson Ave",
)  # fmt: skip
AREAS = ("312", "773", "708", "847", "630")
