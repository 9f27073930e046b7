// Odontogram behaviour: see the comment in each part.
