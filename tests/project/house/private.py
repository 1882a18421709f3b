"""Whether a text asks its reader for status, birthplace or family story: what no prompt of the course may do.

A statement is free to speak of all three ("Officers may ask where a person was born"), a quotation may hold any
question, and a prompt may ask about an invented person. What is refused is a question or an order to the reader.
"""

from __future__ import annotations

import re

from fedlocal.ground import prose

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
ORDERS = (
    "add ask bring choose compare define describe discuss draw enter explain fill find give imagine interview list "
    "make mark name note pick post put read recall record report say select set share show sketch speak state talk "
    "tell think trace type use write"
).split()
ORDER = re.compile(rf"^\W*(?:please |now |then |first |next |last |in a group,? |with a partner,? )*(?:{'|'.join(ORDERS)})\b", re.I)
FORBIDS = re.compile(r"^\W*(?:do not|don[’']t|never)\b|\b(?:need not|must not|nobody|no one|nothing|never)\b", re.I)

WHOSE = r"\b(?:your|our)(?: own)?"
KIN = r"(?:family|families|parents?|mother|father|relatives?|grandparents?|ancestors?|household|spouse|partner)"
WHO = rf"(?:you|(?:anyone|someone|who) (?:in|of|from) your {KIN}|your {KIN}|any(?:one|body) (?:here|in (?:this|the) (?:room|class))|you (?:and|or) your {KIN})"
PRIVATE = r"(?:status|citizenship|nationality|birth ?place|(?:place|country|town|city) of birth|papers|documents|visa|green card|a-number|origins?|roots|heritage)"
STORY = r"(?:story|stories|history|background|journey|experiences?|origins?|roots|case|situation)"
TEMPER = r"(?:immigration |legal |residence |citizenship )?"
CHECKS = re.compile("|".join((  # each: the reader, or the reader's family, and one of the three private things
    rf"{WHOSE} {TEMPER}{PRIVATE}\b",
    rf"{WHOSE} {KIN}(?:[’']s?)? {TEMPER}(?:{STORY}|{PRIVATE})\b",
    rf"{WHOSE} (?:immigration|migration|arrival|border|detention|deportation) {STORY}\b",
    rf"{STORY} of {WHOSE} {KIN}\b",
    rf"\b(?:where|when|in (?:what|which) \w+) (?:were|was|are|is) {WHO}(?: \w+)? born\b",
    rf"\bwhere {WHO} (?:were|was) born\b",
    rf"\bwhere (?:do|did|does) {WHO} come from\b|\bwhere (?:are|is) {WHO} from\b",
    rf"\b(?:are|is|were) {WHO} (?:an? |here )?(?:u\.?s\.? )?(?:non)?(?:citizens?|undocumented|documented|legally|unlawfully|lawfully|immigrants?|permanent residents?|removable|unauthorized)\b",
    rf"\b(?:do|does|did) {WHO} (?:now )?(?:have|hold) (?:papers|a visa|a green card|status|documents|lawful status)\b",
    rf"\b(?:how|when|why|whether) (?:did )?{WHO} (?:first )?(?:c[oa]me|arrived?|cross(?:ed)?|enter(?:ed)?|mov(?:e|ed)|immigrated?) (?:here|to|into|in|the|from)\b",
    rf"\b(?:has|have|was|were|had) {WHO} (?:ever )?(?:been )?(?:detained|deported|removed|stopped|arrested|undocumented|afraid of ice)\b",
    rf"\b(?:time|day|moment) (?:when|that) {WHO} (?:was|were|had been|has been|met|dealt|came|crossed)\b",
    rf"\babout {WHOSE} (?:own )?{KIN}\b|\babout (?:a member of|someone in|yourself and) {WHOSE} {KIN}\b|\b(?:interview|ask) {WHOSE} {KIN}\b|\b(?:interview|ask) (?:a member of|someone in) {WHOSE} {KIN}\b",
    rf"\bdo you (?:personally )?know (?:any ?one|some ?one|a person|people) who (?:is|are|was|were) (?:undocumented|here unlawfully|not (?:a )?citizens?|without papers|deported|detained)\b",
)), re.I)


def asked(text: str) -> str:
    """The words in ``text`` (Markdown or plain) that ask the reader for a private thing; blank where none do.

    >>> asked("Say where you were born.")
    'where you were born'
    >>> asked("Officers may ask people where they were born.")
    ''
    """
    for sentence in prose.sentences(text):
        bare = QUOTED.sub(" ", sentence)
        prompt = bare.rstrip(" *_)”’").endswith("?") or ORDER.search(bare)
        found = CHECKS.search(bare) if prompt and not (FORBIDS.search(bare) and not bare.rstrip().endswith("?")) else None
        if found:
            return found.group(0).strip()
    return ""
