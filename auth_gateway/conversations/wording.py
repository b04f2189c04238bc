"""What the gateway itself says in a conversation: only when the assistant cannot, or after a form."""

APOLOGY = (
    "Je suis désolée, je n’ai pas pu répondre. Rien n’est perdu\u202f: ce que vous avez déjà indiqué est conservé. "
    "Vous pouvez réessayer, ou envoyer votre devis à un conseiller de Ligne claire."
)
RETRY = "Réessayer"
HANDOVER = "Envoyer mon devis"
HANDOVER_FORM = (
    "Joignez votre devis et, si vous le souhaitez, quelques mots\u202f: un conseiller de Ligne claire le lira avec ce "
    "que vous avez déjà décrit."
)
SENT = (
    "Votre devis a été transmis à Ligne claire avec ce que vous avez décrit ici. "
    "Un conseiller vous répondra dans cette conversation."
)
