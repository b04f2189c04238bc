"""Every sentence of an estimate, in one place: one a kind of step, one a warning; and the labels that go into them.

Plain French, vouvoiement; `explain` sets the typography. A rule names its kind and gives the facts between braces: it
never writes a sentence.
"""

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    "base": "La base de remboursement de cet acte est de {amount}.",
    "base_printed": "La base de remboursement imprimée sur votre devis est de {amount}.",
    "modifiers": "Avec {modifiers}, la base est de {amount}.",
    "association": "Plusieurs actes dans la même séance : celui-ci est compté à {rate} (code association {code}), ce"
    " qui donne une base de {amount}.",
    "fee_below_base": "Le tarif demandé est inférieur à la base : le remboursement se calcule sur {amount}.",
    "amo_rate": "L'Assurance Maladie rembourse {rate} de la base.",
    "amo_exemption": "Vos soins sont pris en charge à {rate} de la base ({reason}).",
    "amo_stay_full": "L'hospitalisation comporte un acte d'au moins {threshold} : les honoraires sont remboursés à"
    " {rate} de la base.",
    "amo_alsace_moselle": "Le régime local d'Alsace-Moselle porte le remboursement à {rate} de la base.",
    "imaging_removed": "La base de cet examen d'imagerie est d'au moins {threshold} : elle est remboursée à {rate},"
    " sans forfait.",
    "flat_fee": "Le tarif de cet acte, seul ou avec d'autres du même praticien, atteint {threshold} : un forfait de"
    " {amount} est retenu sur le remboursement.",
    "flat_fee_shared": "Le forfait des actes d'au moins {threshold} n'est compté qu'une fois pour ce praticien : la"
    " base de cet acte est remboursée en totalité.",
    "flat_fee_local_scheme": "Le régime local d'Alsace-Moselle prend en charge le forfait des actes lourds.",
    "flat_fee_stay": "Hospitalisation avec un acte d'au moins {threshold} : un forfait de {amount} est dû, une seule"
    " fois.",
    "amo_after_flat_fee": "Le forfait déduit, l'Assurance Maladie rembourse {amount}.",
    "amo_paid": "L'Assurance Maladie rembourse donc {amount}.",
    "orthodontics_in_full": "La base de ce traitement d'orthodontie est d'au moins {threshold} : elle est remboursée à"
    " {rate}, sans forfait.",
    "out_of_pathway": "Hors parcours de soins coordonnés, le remboursement est diminué de {amount}.",
    "participation": "Une participation forfaitaire de {amount} est retenue sur ce remboursement : elle reste à votre"
    " charge, un contrat responsable ne la rembourse pas.",
    "participation_day_limit": "Vous avez atteint le nombre de participations forfaitaires dues à ce praticien dans la"
    " journée : aucune autre n'est retenue.",
    "participation_year_limit": "Vous avez atteint le nombre de participations forfaitaires dues dans l'année : aucune"
    " autre n'est retenue.",
    "stay_cost": "L'Assurance Maladie rembourse {rate} des frais de séjour.",
    "daily_fee": "Forfait journalier : {days} × {unit}, jour de sortie compris.",
    "daily_fee_paid": "Le forfait journalier est pris en charge par {payer}.",
    "daily_fee_absorbed": "Le forfait journalier ({amount}) est inclus dans votre part des frais de séjour : il ne"
    " s'y ajoute pas.",
    "stay_share_absorbed": "Votre part des frais de séjour ({amount}) est incluse dans le forfait journalier : elle ne"
    " s'y ajoute pas.",
    "private_room": "Chambre particulière : {days} × {unit}. L'Assurance Maladie ne la rembourse pas.",
    "no_complementary": "Aucune garantie complémentaire n'est prise en compte.",
    "cover_percent_included": "{who} complète jusqu'à {percent} de la base, remboursement de l'Assurance"
    " Maladie compris.",
    "cover_percent_excluded": "{who} ajoute jusqu'à {percent} de la base au remboursement de l'Assurance Maladie.",
    "cover_ticket_moderateur": "{who} rembourse le ticket modérateur.",
    "cover_ticket_moderateur_plus": "{who} rembourse le ticket modérateur et, pour le dépassement, jusqu'à"
    " {percent} de la base.",
    "cover_percent_of_amo": "{who} verse jusqu'à {percent} du remboursement de l'Assurance Maladie.",
    "cover_actual_cost": "{who} rembourse les frais réels.",
    "cover_amount": "{who} verse jusqu'à {limit} {per}.",
    "cover_percent_of_pmss": "{who} verse jusqu'à {percent} du plafond mensuel de la Sécurité sociale, soit"
    " {limit} {per}.",
    "cover_zero_remaining": "{who} rembourse tout ce que l'Assurance Maladie ne rembourse pas (reste à charge zéro),"
    " dans la limite du tarif autorisé s'il y en a un.",
    "cover_none": "{who} ne rembourse pas cette dépense.",
    "responsible_limit": "Le médecin n'a pas signé l'OPTAM : la loi limite à {amount} ce qu'un contrat responsable"
    " ajoute au remboursement de l'Assurance Maladie.",
    "responsible_minimum": "Un contrat responsable rembourse au moins le ticket modérateur.",
    "out_of_pathway_not_covered": "Un contrat responsable ne compense pas la diminution hors parcours de soins"
    " ({amount}) : elle reste à votre charge.",
    "fee_ceiling": "Le tarif de cet acte est plafonné à {ceiling} : {cover} ne rembourse pas ce qui le dépasse, et"
    " verse {amount}.",
    "ceiling": "Le plafond de {cover} ({limit} {per}{used}) limite ce remboursement à {amount}.",
    "ceiling_days": "{cover} couvre {days} sur les {asked} facturés (plafond de {limit} {per}{used}).",
    "overrun": "Le tarif demandé dépasse la base : l'Assurance Maladie ne rembourse rien de la différence, {amount}.",
    "member": "Il reste {amount} à votre charge.",
    "nothing_left": "Il ne reste rien à votre charge.",
}

NOTES: Mapping[str, str] = {
    "base_differs": "La base de votre devis ({given}) diffère de celle que nous connaissons ({known}) : nous avons"
    " retenu celle du devis.",
    "nature_differs": "La nature indiquée ne correspond pas au code {act_code} : nous avons suivi le code.",
    "modifiers_assumed_none": "Aucun modificateur n'est indiqué. Avec {usual} pour cet acte, la base serait de {base}"
    " au lieu de {now}.",
    "modifiers_ignored": "La base imprimée tient déjà compte des modificateurs : ils ne changent pas le calcul.",
    "tooth_missing": "Le numéro de dent n'est pas indiqué : nous n'avons pas pu vérifier que le code lui correspond.",
    "fee_above_ceiling": "Le tarif demandé ({fee}) dépasse le tarif plafonné de cet acte ({ceiling}) : demandez au"
    " praticien pourquoi.",
    "fee_ceiling_unknown": "Nous ne connaissons pas le tarif plafonné de cet acte : nous avons supposé que votre devis"
    " le respecte.",
    "fee_ceiling_derived": "Le tarif plafonné de cet acte ({ceiling}) n'a pas été trouvé : nous l'avons calculé (hausse"
    " générale de 2025), il peut différer légèrement.",
    "occlusal_splint_disputed": "Les sources divergent sur le remboursement de cette gouttière : nous avons suivi la"
    " loi ({threshold} ou plus, donc forfait).",
    "flat_fee_date_disputed": "Selon les sources, le forfait passe à {amount} le 1er ou le 22 avril 2026 : nous avons"
    " retenu le 1er avril.",
    "prior_agreement": "Cet acte demande l'accord préalable de l'Assurance Maladie.",
    "overrun_not_allowed": "Avec la Complémentaire santé solidaire, le praticien ne peut pas demander de dépassement.",
    "out_of_pathway_cap": "La loi plafonne la diminution hors parcours ({cap} en 2020) ; nous n'avons pas trouvé le"
    " plafond du jour et ne l'appliquons pas : il peut rester nettement moins à votre charge.",
    "stay_cost_unknown": "Les frais de séjour ne sont pas indiqués : le forfait journalier est compté en plus, alors"
    " qu'il peut s'imputer sur votre part de ces frais.",
    "guarantee_not_in_force": "Votre garantie commence après la date des soins : vérifiez laquelle s'applique.",
    "after_last_check": "Nos valeurs ont été vérifiées pour la dernière fois le {checked} : un changement plus récent"
    " n'est pas pris en compte.",
    "sector_unknown": "Le secteur exact du praticien n'est pas indiqué : nous montrons le cas où il vous reste le"
    " plus à payer.",
    "basket_mismatch": "Un inlay-core ou une couronne provisoire suit le panier de la couronne de la même dent : les"
    " codes de la dent {tooth} ne s'accordent pas.",
    "daily_fee_of_one_day": "Le forfait journalier est compté pour ce jour d'hospitalisation ; il n'est pas dû si vous"
    " restez moins de 24 heures.",
    "newborn_in_hospital": "Les soins d'un nouveau-né sont pris en charge à 100 % quand ils sont donnés à l'hôpital,"
    " pendant ses 30 premiers jours : vérifiez que c'est le cas.",
    "ald_related_care": "Seuls les soins en rapport avec votre affection de longue durée sont pris en charge à 100 % :"
    " vérifiez que ceux-ci en font partie.",
    "mostly_civil_servants": "Le régime local d'Alsace-Moselle ne concerne pas la plupart des fonctionnaires"
    " titulaires : vérifiez que vous en relevez.",
}

STAY_LABELS: Mapping[str, str] = {
    "stay_cost": "Frais de séjour",
    "daily_hospital_fee": "Forfait journalier hospitalier",
    "flat_fee": "Forfait sur les actes lourds",
    "private_room": "Chambre particulière",
}

NATURE_LABELS: Mapping[str, str] = {
    "consultation": "Consultation",
    "medical_act": "Acte médical",
    "anaesthesia": "Anesthésie",
    "imaging": "Examen d'imagerie",
    "dental_care": "Soin dentaire",
    "dental_prosthesis": "Prothèse dentaire",
    "orthodontics": "Orthodontie",
}

BENEFIT_LABELS: Mapping[str, str] = {
    **NATURE_LABELS,
    **STAY_LABELS,
    "inlay_onlay": "Inlay-onlay",
    "occlusal_splint": "Gouttière",
}
"""What a cover's `for` keys speak of, without their sector, setting or basket."""

SECTOR_LABELS: Mapping[str, str] = {
    "sector_1": "secteur 1",
    "sector_2_optam": "secteur 2 avec OPTAM",
    "sector_2": "secteur 2 sans OPTAM",
}

EXEMPTION_REASONS: Mapping[str, str] = {
    "ald": "affection de longue durée",
    "maternity": "maternité",
    "work_accident": "accident du travail ou maladie professionnelle",
    "invalidity_pension": "pension d'invalidité",
    "newborn": "nouveau-né",
    "css": "Complémentaire santé solidaire",
}

PERIOD_LABELS: Mapping[str, str] = {
    "act": "par acte",
    "day": "par jour",
    "night": "par nuit",
    "stay": "par séjour",
    "year": "par an",
}
REFERENCE_LABELS: Mapping[str, str] = {"calendar_year": "par année civile", "membership_year": "par année d’adhésion"}
"""A year of ceilings: the civil one, or from the day of membership."""
BEYOND_TICKET_MODERATEUR = ", au-delà du ticket modérateur"
CEILING_USED = " ; déjà utilisé, lignes précédentes comprises : "
