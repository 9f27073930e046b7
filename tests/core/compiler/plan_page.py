"""An answer of `plan` as a page of text: what golden files hold, because a dentist can read it."""

from typing import Any


def page(answer: dict[str, Any]) -> str:
    """The whole answer, line by line; states are left to the walk's own tests."""
    if "refused" in answer:
        return f"{answer['id']} refused: {answer['refused']}\n"
    lines = [f"{answer['id']}: {answer['status']}, recall {answer['recall_months']} months", ""]
    lines += [f"flag {flag['flag']} ({', '.join(flag['affects']) or '-'}): {flag['text']}" for flag in answer["flags"]]
    lines += [f"{one['state']} {one['evidence']} for {one['finding']}" for one in answer["missing_evidence"]]
    lines += [f"question about {one['about']}: {one['text']}" for one in answer["questions"]]
    for alternative in answer["alternatives"]:
        lines += ["", *_alternative(alternative)]
    return "\n".join(lines) + "\n"


def _alternative(one: dict[str, Any]) -> list[str]:
    size = f"{one['visit_count']} visits, last day {one['last_day']}"
    head = f"{one['tier'].upper()} {one['price']} {one['currency']}, {size}"
    lines = [head if one["same_as"] is None else f"{head}, same as {one['same_as']}", f"  {one['summary']}"]
    for visit in one["visits"]:
        lines.append(
            f"  visit {visit['visit']} day {visit['day']} {visit['phase']} {visit['minutes']} min {visit['role']}"
        )
        lines += [f"    {_item(item)}" for item in one["items"] if item["visit"] == visit["visit"]]
    lines += [f"  test {test['test']} on day {test['day']}" for test in one["tests"]]
    lines += [f"  not treated {left['finding']}: {left['reason']} ({left['text']})" for left in one["unaddressed"]]
    for branch in one["contingencies"]:
        lines.append(f"  if {branch['trigger']}: {', '.join(i['title'] for i in branch['items'])} {branch['price']}")
    return lines


def _item(item: dict[str, Any]) -> str:
    marks = [word for word in ("provisional", "parallel", "repeat") if item[word]]
    marks += [f"pending {', '.join(item['pending_evidence'])}"] if item["pending_evidence"] else []
    after = ", ".join(
        f"{a['item']} {a['min_days']}..{'' if a['max_days'] is None else a['max_days']}" for a in item["after"]
    )
    said = f"{item['id']} {item['title']} [{item['phase']}] {item['price']} for {', '.join(item['for_findings'])}"
    extra = f" ({'; '.join(marks)})" if marks else ""
    return f"{said}{extra}{f' after {after}' if after else ''}: {item['because']}"
