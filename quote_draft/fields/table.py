"""The fields of a quote, one a row, in the order in which they are asked.

The questions, the panel, the view, the differences, what can be corrected, what may be unknown, the engine's input and
the browser's form all come from here. What each column means is said by `Field`; how to add a row, by
docs/adding-a-question.md.
"""

from quote_draft.fields import asked, assumed, engine, known
from quote_draft.fields.act import ACT
from quote_draft.fields.charges import CHARGES_KIND
from quote_draft.fields.charges import NAME as CHARGES
from quote_draft.fields.field import Field, Table, always
from quote_draft.fields.kinds import (
    ACT_WORDS,
    ACTIVITIES,
    ASSOCIATIONS,
    BASKETS,
    DATE,
    EXEMPTIONS,
    FAMILIES,
    JAWS,
    LETTERS,
    MONEY,
    NIGHTS,
    PERSON,
    QUANTITY,
    SECTOR_2_EITHER,
    SECTORS,
    SETTINGS,
    SEVERAL_TEETH,
    SIDES,
    TOOTH,
    WORDS,
    choice,
)
from quote_draft.fields.room import NAME as PRIVATE_ROOM
from quote_draft.fields.room import ROOM
from quote_draft.fields.shared_fees import NAME as SHARED_FEES
from quote_draft.fields.shared_fees import SHARED_FEES_KIND
from quote_draft.fields.stay_cost import NAME as STAY_COST_NAME
from quote_draft.fields.stay_cost import STAY_COST

MEDICAL = {"family": ("medical", None)}
DENTAL = {"family": ("dental", None)}
WITHOUT_ACT = {"line.act": (None,)}
WITH_NIGHTS = {**MEDICAL, "setting": ("inpatient", None)}
IN_HOSPITAL = {**MEDICAL, "setting": ("inpatient", "day_case", None)}

TABLE = Table(
    (
        Field(
            "family",
            choice(*FAMILIES),
            asked=asked.no_act_tells_the_family,
            correctable=False,
            known=known.family_of_the_acts,
        ),
        Field(
            "line.act",
            ACT,
            asked=asked.not_described,
            known=known.code,
            engine=engine.as_("code"),
        ),
        Field(
            "line.label",
            ACT_WORDS,
            when=WITHOUT_ACT,
            correctable=False,
            known=known.words_or_act_label,
            stays=lambda _before, after: after.code is None,
            engine=engine.nature,
            assumed=assumed.ordinary_act,
        ),
        Field(
            "line.covered",
            choice(True, False),
            known=known.covered_by_the_nomenclature,
            engine=engine.covered,
        ),
        Field(
            "line.tooth",
            TOOTH,
            when=DENTAL,
            asked=asked.act_needs_a_tooth,
            stays=lambda _before, after: after.allows(lambda act: act.needs_tooth),
            engine=engine.tooth,
        ),
        Field("line.teeth", SEVERAL_TEETH, when=DENTAL, engine=engine.as_("teeth")),
        Field("line.jaw", choice(*JAWS), when=DENTAL),
        Field("line.side", choice(*SIDES), when=MEDICAL, engine=engine.as_("side")),
        Field("line.quantity", QUANTITY, engine=engine.as_("quantity")),
        Field(
            "line.fee",
            MONEY,
            asked=asked.has_no_price,
            engine=engine.fee,
        ),
        Field("line.overrun", MONEY, engine=engine.overrun),
        Field(
            "line.activity",
            choice(*ACTIVITIES),
            asked=asked.act_has_two_practitioners,
            correctable=False,
            known=known.only_activity,
            stays=lambda _before, after: after.allows(lambda act: act.has_anaesthesia),
            engine=engine.as_("activity"),
        ),
        Field(
            "line.sector",
            choice(*SECTORS, hypotheses=(SECTOR_2_EITHER,)),
            when=MEDICAL,
            asked=asked.described_and_covered,
            unknown=True,
            view=known.sector_shown,
            assumed=assumed.one_of_two_sectors,
            engine=engine.sector,
        ),
        Field(
            "line.condition_met",
            choice(True, False),
            asked=asked.paid_on_a_condition,
            unknown=True,
            stays=lambda before, after: before.code == after.code,
            engine=engine.as_("condition_met"),
        ),
        Field(
            "line.base",
            MONEY,
            asked=asked.nomenclature_has_no_base,
            unknown=True,
            stays=lambda before, after: None in (before.code, after.code),
            engine=engine.as_("base"),
        ),
        Field("line.modifiers", LETTERS, when=MEDICAL, engine=engine.as_("modifiers")),
        Field("line.association", choice(*ASSOCIATIONS), when=MEDICAL, engine=engine.as_("association")),
        Field("line.agreement", choice(True, False), engine=engine.as_("prior_agreement")),
        Field("line.repaid", MONEY),
        Field("line.not_repaid", MONEY),
        Field("line.basket", choice(*BASKETS), when=DENTAL),
        Field("line.material", WORDS, when=DENTAL),
        Field("line.fee_ceiling", MONEY, when=DENTAL),
        Field(
            "setting",
            choice(*SETTINGS),
            when=MEDICAL,
            asked=asked.nights_do_not_tell,
            known=known.setting_of_the_nights,
            engine=engine.as_("setting"),
        ),
        Field(
            "stay.nights",
            NIGHTS,
            when=WITH_NIGHTS,
            asked=asked.nights_are_spent,
            unknown=True,
            known=known.none_in_a_day_case,
            engine=engine.nights,
        ),
        Field("stay.psychiatric", choice(True, False), when=WITH_NIGHTS, engine=engine.as_("psychiatric")),
        Field(STAY_COST_NAME, STAY_COST, when=IN_HOSPITAL, engine=engine.stay_cost),
        Field(
            PRIVATE_ROOM,
            ROOM,
            when=IN_HOSPITAL,
            asked=asked.there_is_a_stay,
            unknown=True,
            engine=engine.private_room,
            assumed=assumed.no_room,
        ),
        Field(
            SHARED_FEES, SHARED_FEES_KIND, correctable=False, view=known.shared_fees_shown, engine=engine.shared_fees
        ),
        Field(CHARGES, CHARGES_KIND, correctable=False, view=known.charges_shown, engine=engine.charges),
        Field("care_date", DATE, asked=always, unknown=True, engine=engine.as_("date")),
        Field("exemption", choice(*EXEMPTIONS), when=MEDICAL, asked=always, unknown=True, engine=engine.exemption),
        Field("beneficiary", PERSON, asked=asked.there_are_dependants, engine=engine.birth_date),
    )
)
