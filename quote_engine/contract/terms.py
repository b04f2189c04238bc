"""The closed lists of the contract, each stated once: the reader, the schema and the rules take them from here."""

SETTINGS = ("inpatient", "day_case", "outpatient")
POSSIBLE_SECTORS = ("sector_1", "sector_2_optam", "sector_2")
"""Those that a practitioner of unknown sector may be in, from the least overrun allowed to the most."""
SECTORS = (*POSSIBLE_SECTORS, "not_conventioned")
SCHEMES = ("general", "alsace_moselle")
EXEMPTIONS = ("ald", "maternity", "work_accident", "invalidity_pension", "newborn", "css")
SIDES = ("left", "right", "both")
STAY_ITEMS = ("stay_cost", "daily_hospital_fee", "flat_fee", "private_room")
"""What a stay adds to the lines, in the order of the answer."""
CHARGES = (
    "device", "operating_room", "companion", "meals", "television", "administrative", "day_case_fee",
    "second_assistant", "other",
)  # fmt: skip
"""What a quote asks for that is no act: a cover pays it only when it names it."""
MOST_DAYS = 366
