"""What a reply says and what is done with it; the order is the safety.

    stop asked? -> grave -> emergency -> stop -> wrong person -> complaint -> clinical -> money -> fear -> declined
               -> closed grammars: a window, an answer, later -> a person

Words of danger only ever raise a reply to a person. Automation needs more than their absence: every word must be
explained by one purpose, with no condition, no negation that is left over, no second reading. See
docs/algorithms/replies.md.
"""

import re
from dataclasses import replace

from arcada.core.recovery.book_of_words import WordBook
from arcada.core.recovery.likeness import UNKNOWN
from arcada.core.recovery.reply import (
    ACK_EMERGENCY,
    ACK_OPT_OUT,
    ACK_PERSON,
    Decision,
    Reply,
)
from arcada.core.recovery.text import Message, read_message
from arcada.core.recovery.window import Named, named

MOST_WORDS = 25
THIRD_PARTIES = frozenset(
    ("guardian", "parent", "mother", "father", "caregiver", "carer", "spouse", "partner", "family", "relative", "proxy")
)
FIRST_TIERS = (
    ("grave", "handoff_sensitive", "crisis"),
    ("emergency", "handoff_clinical", "emergency"),
)
LATER_TIERS = (
    ("minor", "handoff_sensitive", "minor"),
    ("third_party", "handoff_sensitive", "third_party"),
)
PLAIN_TIERS = (
    ("odd", "handoff_unclear", "odd"),
    ("complaint", "handoff_complaint", "complaint"),
    ("clinical", "handoff_clinical", "symptom"),
    ("financial", "handoff_financial", "cost"),
    ("fear", "handoff_sensitive", "fear"),
)
WINDOWLESS = frozenset(("call", "comparison"))
"""Purposes whose words of time are no mention of a window."""
HESITATION_WORDS = (
    ("insurance", re.compile(r"insur|coverage|segur|страхов|осигур|versicher|kasse|deductible")),
    ("second_opinion", re.compile(r"second opinion|segunda opinion|второе мнение|второ мнение|zweite meinung")),
    ("travel", re.compile(r"travel|vacation|out of town|overseas|abroad|viaje|отпуск|отъезд|почивка|urlaub|verreist")),
)
SURE = 3.0
"""From this likeness on, a message that nothing explains is a wish not to be messaged."""
QUIET = {"handoff_unclear": 0.0, "stop_declined": 0.7}
QUIET_ELSEWHERE = 1.0
QUIET_AGAINST_ALL = 5.0
"""From these on, messages rest until a person has read what looks like a wish, by the route it would take otherwise;
the last where every word was explained by another purpose. Chosen on our examples: a miss costs more than a look."""
QUIET_EXPLAINED = 4.0
"""The same for words in which a list of danger, illness or money already says why a person should look."""
EXPLAINED_BY = ("minor", "third_party", "complaint", "clinical", "financial", "fear", "mouth")
NEVER_LIKENED = ("grave", "emergency")
HESITATION_TIERS = (("financial", "cost"), ("fear", "fear"))
DOUBTS = re.compile(
    r"(?<!\w)(?:need|necessary|wait|necesari\w*|esperar|нужно|подождать|нужно ли|изчакам|notig|warten)(?!\w)"
)


def decide(reply: Reply, book: WordBook) -> Decision:
    """The route of a reply, with what is carried out by itself."""
    message = read_message(reply.text)
    stop = _stop(message, book) or _against_messages(reply, message, book)
    decision = _route(reply, message, book, stop)
    decision = replace(decision, opted_out=bool(stop), hesitation=_hesitation(message, book, decision.route))
    if not stop:
        decision = _resting(decision, message, book)
    if stop and "opt_out" not in decision.intents:
        decision = replace(decision, intents=(*decision.intents, "opt_out"), why=(*decision.why, f"stop:{stop}"))
    return replace(decision, automatic=automatic_reply(decision))


def _resting(decision: Decision, message: Message, book: WordBook) -> Decision:
    """The decision, with messages at rest where the words are like those that ask for silence."""
    if decision.route == "stop_wrong_person" or book.welcome.found(message.words):
        return decision
    auto = decision.route.startswith("auto")
    bar = QUIET_AGAINST_ALL if auto else QUIET.get(decision.route, QUIET_ELSEWHERE)
    if decision.intents[0] in {"emergency", "crisis"}:
        bar = SURE
    likeness = max((_likeness(words, book, bar) for words in (message.words, *message.clauses)), default=UNKNOWN)
    if likeness is UNKNOWN:
        return decision
    why = (f"like a wish not to be messaged: {likeness:.1f}",)
    if decision.route in QUIET and likeness >= SURE:
        return Decision("stop_opt_out", ("opt_out",), decision.window, opted_out=True, why=why)
    route = "handoff_unclear" if auto else decision.route
    return replace(decision, route=route, opted_out=True, why=(*decision.why, *why))


def _likeness(words: str, book: WordBook, bar: float) -> float:
    """How like a wish the words are; UNKNOWN where danger speaks, or another reason that they do not outweigh."""
    if any(book.danger[tier].found(words) for tier in NEVER_LIKENED):
        return UNKNOWN
    likeness = book.wish.of(words)
    explained = any(book.danger[tier].found(words) for tier in EXPLAINED_BY)
    return likeness if likeness >= max(bar, QUIET_EXPLAINED if explained else bar) else UNKNOWN


def _route(reply: Reply, message: Message, book: WordBook, stop: str) -> Decision:
    choice = _choice(reply, message, book)
    tiers = (*FIRST_TIERS, *LATER_TIERS)
    if reply.context.minor or reply.context.contact in THIRD_PARTIES:
        return Decision("handoff_sensitive", ("third_party",), choice.one, why=("context",))
    for tier, route, intent in tiers:
        hit = book.danger[tier].found(message.words)
        if hit:
            return Decision(route, (intent,), choice.one, why=(f"{tier}:{hit}",))
    if stop:
        return Decision("stop_opt_out", ("opt_out",), choice.one, why=(f"stop:{stop}",))
    wrong = book.wrong_person.found(message.words)
    if wrong:
        return Decision("stop_wrong_person", ("wrong_person",), None, why=(f"wrong_person:{wrong}",))
    settled = _settled(reply, message, book, choice)
    if settled is not None:
        return settled
    return _to_a_person(message.words, book, choice)


def _to_a_person(words: str, book: WordBook, choice: Named) -> Decision:
    """Who should look, by the first list that speaks; a part of the mouth alone is no symptom."""
    declined = book.declined.found(words)
    for tier, route, intent in PLAIN_TIERS:
        hit = book.danger[tier].found(words)
        if hit:
            return Decision(route, (intent,), choice.one, why=(f"{tier}:{hit}",))
    if declined and not choice.mentions:
        return Decision("stop_declined", ("decline",), None, why=(f"declined:{declined}",))
    hit = book.danger["mouth"].found(words)
    if hit:
        return Decision("handoff_clinical", ("clinical_question",), choice.one, why=(f"mouth:{hit}",))
    return Decision("handoff_unclear", ("unclear",), choice.one, why=("not every word is explained",))


def _stop(message: Message, book: WordBook) -> str:
    """The wish not to be messaged, as it was found."""
    sign = next((sign for sign in message.signs if sign in book.stop_signs), "")
    if sign and message.count <= 2:  # noqa: PLR2004 - a sign with a word or two beside it
        return sign
    found = book.stop_whole.found(message.words) or book.stop_anywhere.found(message.words)
    found = found or next((clause for clause in message.clauses if book.stop_clause.found(clause)), "")
    if found or not message.words or message.count > 2:  # noqa: PLR2004 - a misspelt keyword stands nearly alone
        return found
    words = message.words.split()
    return next((word for word in words if any(_near(word, key) for key in book.stop_words)), "")


def _against_messages(reply: Reply, message: Message, book: WordBook) -> str:
    """A wish in words that no list knows: about messages and against something; a false one costs a person a look."""
    words = message.words
    about = book.about_messages.found(words)
    against = book.against.found(words) if about else ""
    if not against or any(other.found(words) for other in (book.welcome, book.wrong_person, book.danger["odd"])):
        return ""
    if _settled(reply, message, book, _choice(reply, message, book)) is not None:
        return ""
    return f"{against}, {about}"


def _near(word: str, key: str) -> bool:
    """Whether a word is a keyword with one letter wrong, missing, doubled or swapped with the next."""
    if len(key) < 4 or abs(len(word) - len(key)) > 1 or word[0] != key[0] or word in {"shop", "step", "start", "stay"}:  # noqa: PLR2004
        return False
    if len(word) == len(key):
        wrong = [place for place in range(len(key)) if word[place] != key[place]]
        swapped = len(wrong) == 2 and word[wrong[0]] == key[wrong[1]] and word[wrong[1]] == key[wrong[0]]  # noqa: PLR2004
        return swapped or (len(wrong) == 1 and len(key) > 4)  # noqa: PLR2004
    longer, shorter = sorted((word, key), key=len, reverse=True)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _choice(reply: Reply, message: Message, book: WordBook) -> Named:
    """The window that the message names, whatever else it says; for the person who reads it."""
    context = reply.context
    return named(message.words, context.windows, context.now, context.last_outbound, book.times)


def _settled(reply: Reply, message: Message, book: WordBook, choice: Named) -> Decision | None:
    """What may run by itself: every word explained by one purpose; None where a person must look."""
    if message.count > MOST_WORDS:
        return None
    if not message.words:
        return _only_signs(reply, message, book)
    if any(sign not in book.assent_signs and sign not in {"🙏", "😊", "🙂", "❤", "️", "😀"} for sign in message.signs):
        return None
    for route, grammars, intent in (
        ("auto_answer", book.answers, "question"),
        ("auto_reschedule_later", book.later, "later"),
    ):
        for name, grammar in grammars.items():
            if _may_run(name, reply, choice) and grammar.fullmatch(message.words):
                return Decision(route, (intent, name), None, _callback(message, name), why=(f"{intent}:{name}",))
    return _booking(reply, message, book, choice)


def _may_run(purpose: str, reply: Reply, choice: Named) -> bool:
    """Whether the windows that are named leave room for a purpose: a refused one must be the only one offered."""
    if purpose == "refused":
        return len(reply.context.windows) == 1
    return choice.one is None or purpose in WINDOWLESS


def _only_signs(reply: Reply, message: Message, book: WordBook) -> Decision | None:
    """A thumb up books where exactly one window was offered."""
    if (
        len(reply.context.windows) == 1
        and message.signs
        and all(sign in book.assent_signs for sign in message.signs[:1])
    ):
        return Decision("auto_book", ("book",), 0, why=("assent: sign",))
    return None


def _booking(reply: Reply, message: Message, book: WordBook, choice: Named) -> Decision | None:
    """A booking when exactly one window follows and nothing else is said."""
    words = message.words
    if message.asks or book.doubt.found(words) or book.any_of.found(words):
        return None
    parts = _clauses(words, book)
    if len(parts) == 2:  # noqa: PLR2004 - one refused, the other accepted
        return _rather(reply, book, *parts)
    if book.refuse.found(choice.rest):
        return None
    if choice.one is not None and (not choice.rest or book.accept.fullmatch(choice.rest)):
        return Decision("auto_book", ("book",), choice.one, why=("window: every word explained",))
    single = len(reply.context.windows) == 1 and not choice.mentions
    if single and book.assent.found(words) and book.accept.fullmatch(words):
        return Decision("auto_book", ("book",), 0, why=("assent: one window",))
    return None


def _clauses(words: str, book: WordBook) -> list[str]:
    found = book.but.pattern.split(words)
    return [part.strip() for part in found if part.strip()]


def _rather(reply: Reply, book: WordBook, refused: str, accepted: str) -> Decision | None:
    """`Not Monday but Wednesday`: the second window is accepted in words of its own, the first is another."""
    context = reply.context

    def read(words: str) -> Named:
        return named(words, context.windows, context.now, context.last_outbound, book.times)

    first, second = read(refused), read(accepted)
    hit = book.refuse.found(first.rest)
    if not hit or second.one is None or second.one in first.windows or not first.mentions:
        return None
    rest = " ".join(first.rest.replace(hit, " ", 1).split())
    if (rest and not book.accept.fullmatch(rest)) or book.refuse.found(second.rest):
        return None
    if not second.rest or not book.accept.fullmatch(second.rest):
        return None
    return Decision("auto_book", ("book",), second.one, why=("window: the other one refused",))


def _callback(message: Message, name: str) -> str | None:
    """When a call is wished, as far as it is said."""
    if name not in {"call", "snooze"}:
        return None
    after = re.search(r"(?:after|despues de las|после|след|nach) (\d{1,2})(?::(\d\d))?", message.words)
    if after is None:
        return "unspecified"
    hour = int(after[1]) + (12 if int(after[1]) < 8 else 0)  # noqa: PLR2004 - before eight nobody is called
    return f"after_{hour:02d}:{after[2] or '00'}"


def _hesitation(message: Message, book: WordBook, route: str) -> str:
    """The main reason that is given for not booking."""
    if route in {"auto_book", "auto_answer", "stop_opt_out", "stop_wrong_person"}:
        return "none"
    for name, pattern in HESITATION_WORDS:
        if pattern.search(message.words):
            return name
    for tier, name in HESITATION_TIERS:
        if book.danger[tier].found(message.words):
            return name
    if route == "handoff_clinical" and DOUBTS.search(message.words):
        return "uncertainty"
    return "timing" if route == "auto_reschedule_later" else "none"


def automatic_reply(decision: Decision) -> str | None:
    """The only texts that go out by themselves, by id."""
    if decision.route == "handoff_clinical" and decision.intents[0] == "emergency":
        return ACK_EMERGENCY
    if decision.opted_out:
        return ACK_OPT_OUT
    if decision.route.startswith("handoff"):
        return ACK_PERSON
    scripts = {
        "auto_book": "book.confirmed",
        "auto_reschedule_later": "later.offer",
        "stop_declined": "decline.close",
        "auto_answer": f"answer.{decision.intents[-1]}",
    }
    return scripts.get(decision.route)
