"""Whether a text asks its reader for status, birthplace or family story: what no prompt of the course may do.

A statement is free to speak of all three ("Officers may ask where a person was born"), a quotation may hold
any question, and a prompt may ask about an invented person. What is refused is a question or an order to the
reader.
"""

from __future__ import annotations

import re

from fedlocal.ground import prose

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
ORDERS = (
    "add ask bring choose compare define describe discuss draw enter explain fill find give imagine interview"
    " list make mark name note pick post put read recall record report say select set share show sketch speak"
    " state talk tell think trace type use write"
).split()
ORDER = re.compile(
    r"^\W*(?:please |now |then |first |next |last |in a group,? |with a partner,?"
    rf" )*(?:{'|'.join(ORDERS)})\b",
    re.I,
)
FORBIDS = re.compile(
    r"^\W*(?:do not|don[’']t|never)\b|\b(?:need not|must not|nobody|no one|nothing|never)\b", re.I
)

WHOSE = r"\b(?:your|our)(?: own)?"
KIN = (
    r"(?:family|families|parents?|mother|father|relatives?|grandparents?|ancestors?|household|spouse|partner)"
)
WHO = (
    rf"(?:you|(?:anyone|someone|who) (?:in|of|from) your {KIN}|your {KIN}|any(?:one|body) (?:here|in"
    rf" (?:this|the) (?:room|class))|you (?:and|or) your {KIN})"
)
PRIVATE = (
    r"(?:status|citizenship|nationality|birth ?place|(?:place|country|town|city) of"
    r" birth|papers|documents|visa|green card|a-number|origins?|roots|heritage)"
)
STORY = r"(?:story|stories|history|background|journey|experiences?|origins?|roots|case|situation)"
TEMPER = r"(?:immigration |legal |residence |citizenship )?"
CHECKS = re.compile(
    "|".join(
        (  # each: the reader, or the reader's family, and one of the three private things
            rf"{WHOSE} {TEMPER}{PRIVATE}\b",
            rf"{WHOSE} {KIN}(?:[’']s?)? {TEMPER}(?:{STORY}|{PRIVATE})\b",
            rf"{WHOSE} (?:immigration|migration|arrival|border|detention|deportation) {STORY}\b",
            rf"{STORY} of {WHOSE} {KIN}\b",
            rf"\b(?:where|when|in (?:what|which) \w+) (?:were|was|are|is) {WHO}(?: \w+)? born\b",
            rf"\bwhere {WHO} (?:were|was) born\b",
            rf"\bwhere (?:do|did|does) {WHO} come from\b|\bwhere (?:are|is) {WHO} from\b",
            (
                rf"\b(?:are|is|were) {WHO} (?:an? |here )?(?:u\.?s\.?"
                r" )?(?:non)?(?:citizens?|undocumented|documented|legally|unlawfully|lawfully"
                r"|immigrants?|permanent residents?|removable|unauthorized)\b"
            ),
            (
                rf"\b(?:do|does|did) {WHO} (?:now )?(?:have|hold) (?:papers|a visa|a green"
                r" card|status|documents|lawful status)\b"
            ),
            (
                rf"\b(?:how|when|why|whether) (?:did )?{WHO} (?:first"
                r" )?(?:c[oa]me|arrived?|cross(?:ed)?|enter(?:ed)?|mov(?:e|ed)|immigrated?)"
                r" (?:here|to|into|in|the|from)\b"
            ),
            (
                rf"\b(?:has|have|was|were|had) {WHO} (?:ever )?(?:been"
                r" )?(?:detained|deported|removed|stopped|arrested|undocumented|afraid of ice)\b"
            ),
            (
                rf"\b(?:time|day|moment) (?:when|that) {WHO} (?:was|were|had been|has"
                r" been|met|dealt|came|crossed)\b"
            ),
            (
                rf"\babout {WHOSE} (?:own )?{KIN}\b|\babout (?:a member of|someone in|yourself and) {WHOSE}"
                rf" {KIN}\b|\b(?:interview|ask) {WHOSE} {KIN}\b|\b(?:interview|ask) (?:a member of|someone"
                rf" in) {WHOSE} {KIN}\b"
            ),
            (
                r"\bdo you (?:personally )?know (?:any ?one|some ?one|a person|people) who"
                r" (?:is|are|was|were) (?:undocumented|here unlawfully|not (?:a )?citizens?|without"
                r" papers|deported|detained)\b"
            ),
        )
    ),
    re.I,
)


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
        found = (
            CHECKS.search(bare)
            if prompt and not (FORBIDS.search(bare) and not bare.rstrip().endswith("?"))
            else None
        )
        if found:
            return found.group(0).strip()
    return ""
