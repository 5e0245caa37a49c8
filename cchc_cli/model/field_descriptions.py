"""What the fields of records hold, in words for a data dictionary or a schema."""

from typing import get_origin, get_type_hints

from cchc_cli.model.records import RECORD_TYPES, REFERENCES

FIELD_DESCRIPTIONS = {
    "aliases": "Other names.",
    "also": "Other areas that it touches.",
    "area": "The area of reform.",
    "as_of": "The day or period that it was true of: 2025-01-15, 2024-H1, 2021/2025.",
    "attended": "Meetings as a participant.",
    "author": "Who wrote it.",
    "awards": "Awards conferred, each with its recipients.",
    "base": "Whether the denominator is fixed or grows.",
    "base_period": "The period that a rise is counted from.",
    "better": "Whether a rise or a fall is an improvement.",
    "bound": "Whether the value is exact, about it, more or less than it.",
    "by": "The period by whose end it shall be reached.",
    "chaired": "Meetings as chair or co-chair.",
    "comparable": "Whether figures of different meetings form a series.",
    "cumulative": "Whether figures of a year add up, so that they must not fall.",
    "date": "The day that it was held or issued.",
    "deadline": "The period by whose end the source wants it done.",
    "definition": "What is counted.",
    "denominator": "The whole, where it is a share.",
    "differs_from": "Others on the same subject that do not fit it; the note says how.",
    "directive": "The directive that it is the outcome of.",
    "documents": "Documents that it names.",
    "en": "The English translation.",
    "evidence": "What shows the outcome.",
    "file": "The file name of a source without an address.",
    "follows": "Earlier directives that it repeats or continues.",
    "half_day": "Morning or afternoon.",
    "id": "The identifier, unique among all records.",
    "indicator": "What it measures.",
    "inferred": "Fields that no source states, each with the reason for its value.",
    "issued": "Directives issued.",
    "issuer": "Who issued it.",
    "kind": "Its kind, from a closed list.",
    "level": "The level of government that issued it.",
    "long": "The long forms that it stands for, the canonical one first.",
    "meeting": "The meeting that it belongs to.",
    "meetings": "Meetings chaired or attended.",
    "member_of": "Groups that it belongs to.",
    "merged_into": "The province that it was merged into.",
    "mode": "Whether it was held online, in person or both.",
    "name": "Its name.",
    "note": "A remark of the editors.",
    "number": "Its number as issued or counted.",
    "numerator": "The part, where it is a share.",
    "of": "How many items the list has.",
    "office_of": "The body that the office belongs to.",
    "order": "Its number in a list that was announced.",
    "outlet": "Where it was published.",
    "paragraph": "The paragraph of the first source that states it.",
    "part_of": "The figure that it is a part of.",
    "people": "People at the meeting, each with a role.",
    "period": "The period that it is for.",
    "place": "Where it was held.",
    "plans": "The period that it plans.",
    "province": "The province that it concerns.",
    "provinces": "Provinces that took part, or that they took part from.",
    "published": "The day of publication.",
    "reported": "The number as printed.",
    "reviews": "The period that it reviews.",
    "role": "Whether they chair or take part.",
    "scope": "What part of the administration it covers.",
    "short": "The abbreviation or second spelling.",
    "sources": "Where it was read.",
    "status": "Whether it is done, under way, not done or dropped.",
    "subject": "The province or body that it is about: an id, or a name where it has no record.",
    "target": "The value that an indicator shall reach, and by when.",
    "text": "What was asked, taught or stressed, in brief.",
    "themes": "What it is about, finer than the area.",
    "title": "Its title.",
    "titles": "Offices held.",
    "to": "Addressees.",
    "type": "The record type.",
    "unit": "The unit of the value.",
    "url": "The web address.",
    "value": "The number as printed, as a number.",
    "vi": "The Vietnamese original.",
}
"""Field → what it holds."""

PART_DESCRIPTIONS = {
    ("Award", "to"): "Recipients: ids of bodies or provinces, or words.",
    ("Person", "province"): "The province that they joined from by video.",
    ("Person", "sources"): "Sources that name them.",
    ("Target", "value"): "The value that the indicator shall reach.",
}
"""Class of a part of a record and its field → what it holds, if it differs."""

_DESCRIBED = {"subject"}  # says itself what its ids are of


def describe(record_type: str, field: str, joined: str = "") -> str:
    """Return what *field* of *record_type* holds, of which ids, and how a list is *joined*."""
    tables = " or ".join(REFERENCES[record_type].get(field, ()))
    sentences = [FIELD_DESCRIPTIONS[field]]
    if get_origin(get_type_hints(RECORD_TYPES[record_type]).get(field)) is tuple:
        ids = f"Ids of {tables}" if tables else "Several are" if joined else ""
        sentences += [f"{ids}{joined}."] if ids else []
    elif tables and field not in _DESCRIBED:
        sentences.append(f"An id of {tables}.")
    return " ".join(sentences)
