"""What is said about each reason: the customer's problem, the questions, the steps, the outcome."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    problems: tuple[str, ...]  # the customer
    questions: tuple[tuple[str, str], ...]  # agent asks, customer answers
    steps: tuple[str, ...]  # the agent
    settled: tuple[str, ...]
    unsettled: tuple[str, ...]


TOPICS = {
    "Meter reading": Topic(
        (
            "I want to give you my meter reading.",
            "You have sent me a card asking for a reading, so here I am.",
            "The website will not take my reading. It says that it is too low.",
            "My last bill was estimated and I would like to put in the real figure.",
        ),
        (
            ("What does the meter show?", "It shows {reading}."),
            ("Could you read me the black digits only?", "{reading}, and then something in red."),
            ("When did you read it?", "This morning, it said {reading}."),
        ),
        (
            "I have entered it against the meter at your address.",
            "The estimate was higher than that, so the bill will come down.",
            "I will have the account worked out again from this figure.",
            "The meter number matches the one we have.",
        ),
        (
            "That is done: your next bill is based on {reading}.",
            "The reading is in, and the estimate is gone.",
        ),
        (
            "The system will not take it, so somebody must come and read the meter.",
            "I cannot enter it today. Please send it again after the weekend.",
        ),
    ),
    "Payment": Topic(
        (
            "I would like to pay my bill, please.",
            "Can I pay by card? The amount is {amount} pounds.",
            "I paid last week and it still says that I owe {amount} pounds.",
            "I want to set up a direct debit.",
        ),
        (
            ("Which card would you like to use?", "The number is {card}."),
            ("May I have the long number on the front?", "Yes. {card}."),
            ("How much would you like to pay?", "All of it, {amount} pounds."),
        ),
        (
            "I can see a balance of {amount} pounds.",
            "The payment went through just now.",
            "I have set the direct debit to the {day}th of the month.",
            "It takes {days} working days until it shows on the account.",
        ),
        ("The account is up to date.", "That is paid, and a receipt is on its way to you."),
        (
            "The payment was refused. Please ask your bank and come back to us.",
            "I cannot find your payment yet. It has to be traced, which takes a while.",
        ),
    ),
    "Moving home": Topic(
        (
            "I am moving out at the end of the month and want to close my account.",
            "We have just moved in and need an account.",
            "I moved on the {day}th and you still bill me for the old place.",
            "What do I have to do when I move?",
        ),
        (
            ("What is the new address?", "{address}, the postcode is {postcode}."),
            ("When do you get the keys?", "On the {day}th."),
            ("Do you have a final reading?", "Yes: {reading}."),
        ),
        (
            "I will close the old account on that day.",
            "The new account starts with the reading that you gave me.",
            "The final bill comes within {days} working days.",
            "I have noted where to send the final bill.",
        ),
        (
            "Both addresses are in order now.",
            "All set: the old account closes and the new one opens on the {day}th.",
        ),
        (
            "Somebody else is still registered there. We have to ask them first.",
            "I need a copy of the tenancy agreement before I can change it.",
        ),
    ),
    "Billing question": Topic(
        (
            "I do not understand my bill. Why is it {amount} pounds?",
            "What is the standing charge for?",
            "My bill is twice the last one. Can you explain that?",
            "There are two amounts on the bill. Which do I pay?",
        ),
        (
            ("Which bill is it, what date is on it?", "The one of the {day}th."),
            ("Does it say estimated or read?", "It says estimated."),
            ("Has anything changed at home?", "No, there are still two of us."),
        ),
        (
            "The first amount is for water, the second for taking it away again.",
            "This bill covers {days} weeks more than the last one did.",
            "Prices changed in April, which is why there are two lines.",
            "Part of it was left over from the bill before.",
        ),
        (
            "So {amount} pounds is right, and nothing else is owed.",
            "I have sent you a bill that shows each part by itself.",
        ),
        (
            "I cannot see the reason from here. The billing team has to look into it.",
            "I do not have that bill on my screen. I shall have to ask.",
        ),
    ),
    "Leak or no water": Topic(
        (
            "There is water coming up through the pavement outside.",
            "We have had no water since this morning.",
            "There is a leak at the stop tap and it is getting worse.",
            "The pressure is so low that the boiler switches off.",
        ),
        (
            ("Where exactly is it?", "In front of {address}, {postcode}."),
            ("Is it only your house, or the neighbours as well?", "Next door has the same."),
            ("Since when?", "Since about {hour} o'clock."),
        ),
        (
            "Please turn the stop tap clockwise, it is usually under the sink.",
            "A crew can be with you within {days} hours.",
            "There is a burst main in your area, and a crew is on it.",
            "Anybody who needs water for medical reasons gets bottles brought.",
        ),
        (
            "The crew has been sent, reference {reference}.",
            "The pressure should be back within the hour, reference {reference}.",
        ),
        (
            "All crews are out. I cannot promise a time today.",
            "That pipe is the owner's, and I have nobody to send for it.",
        ),
    ),
    "Water quality": Topic(
        (
            "My water is brown.",
            "The water tastes of chlorine since yesterday.",
            "There are white bits in the kettle, is that safe?",
            "The water is cloudy when I fill a glass.",
        ),
        (
            ("Is it the cold tap in the kitchen?", "Yes, and the bathroom too."),
            ("Does it clear when you let it run?", "After five minutes, a little."),
            ("Since when have you noticed it?", "Since the {day}th."),
        ),
        (
            "Let the cold tap run for ten minutes, please, and look at it again.",
            "They flushed the pipes in your street last night; it stirs things up.",
            "Cloudy water that clears from the bottom is only air.",
            "It is hard water: harmless, though kettles dislike it.",
        ),
        (
            "It is safe to drink, and it will be clear by this evening.",
            "I have ordered a test all the same. You get the result by post.",
        ),
        (
            "I have no explanation for it. The laboratory must take a sample.",
            "I cannot tell you whether it is safe before somebody has looked.",
        ),
    ),
    "Payment difficulty": Topic(
        (
            "I cannot pay this bill, I have lost my job.",
            "I am behind with the payments and a letter says that you will take me to court.",
            "Is there any help for people who cannot pay {amount} pounds at once?",
            "My hours were cut and I need to pay less each month.",
        ),
        (
            ("What could you manage in a month?", "Perhaps {part} pounds."),
            ("Does anybody at home get benefits?", "Yes, my partner does."),
            ("Have you spoken to anybody about your debts?", "Not yet."),
        ),
        (
            "I have stopped the letters for {days} days.",
            "We can spread it over twelve months.",
            "There is a lower tariff for small incomes, and I think that you qualify.",
            "You can ring a debt charity free of charge, and I can send you the number.",
        ),
        (
            "So it is {part} pounds a month from the {day}th, and no more letters.",
            "You are on the lower tariff from today.",
        ),
        (
            "I am not allowed to agree to that. The recovery team will write to you.",
            "I need proof of your income before I can do anything.",
        ),
    ),
    "Billing dispute": Topic(
        (
            "This bill is wrong and I am not going to pay {amount} pounds.",
            "You charge me for a property that I have never lived in.",
            "I complained about this bill already, and nothing has happened.",
            "You have billed me for a leak that was on your side of the meter.",
        ),
        (
            ("Which part do you disagree with?", "All of it. I was away on the {day}th."),
            ("Do you have a reading of your own?", "{reading}, and I took a picture."),
            ("What were you told the last time?", "That somebody would ring me on {phone}."),
        ),
        (
            "I can see the earlier complaint, reference {reference}.",
            "I will have the bill held while it is looked at.",
            "The meter can be tested; if it is right, that costs {part} pounds.",
            "What the last person told you was not correct, I am afraid.",
        ),
        (
            "You are right, and I have taken {part} pounds off the bill.",
            "The bill is cancelled. A new one comes within {days} working days.",
        ),
        (
            "I cannot change the bill. A manager has to decide that.",
            "The readings support the bill, so for now it stands.",
        ),
    ),
}
