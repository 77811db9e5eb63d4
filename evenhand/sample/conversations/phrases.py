"""Phrases that fit any contact: greeting, verification, hold, closing, and what an angry man says.

Slots in braces are filled in by `script`: {agent}, the customer's own data, and plain numbers.
"""

GREETING = (
    "Hello, you are through to Brightwell Water. My name is {agent}. How can I help?",
    "Good day, {agent} speaking for Brightwell Water. What can I do for you?",
    "Hi, this is {agent} at Brightwell Water. What brings you to us today?",
    "Thank you for getting in touch with Brightwell Water, I am {agent}. What is it about?",
    "Welcome to Brightwell Water. I am {agent} and I will be looking after you.",
)
VERIFY = (
    "Before I open the account, may I have your full name and the postcode?",
    "For your security, could you tell me your name and postcode, please?",
    "I need to make sure that I speak to the right person. Your name and postcode, please?",
)
VERIFIED = (
    "{name}, and the postcode is {postcode}.",
    "Yes, it is {name}. Postcode {postcode}.",
    "My name is {name}, I live at {address}, {postcode}.",
    "{name} here. {postcode}.",
)
ACCOUNT = (
    "Thank you. Do you have the account number to hand?",
    "And the account number, if you can find it? It is at the top of the bill.",
    "Could you read me the account number as well?",
)
ACCOUNT_GIVEN = (
    "It says {account}.",
    "{account}, I think.",
    "One moment ... {account}.",
    "The number is {account}, it is on the letter.",
)
REACH = (
    "What is the best way to reach you, should we be cut off?",
    "Which telephone number may I note down for you?",
)
REACHED = (
    "You can ring me on {phone}.",
    "{phone}, in the evenings is best.",
    "Write to me at {email}, please.",
    "My e-mail address is {email}.",
)
THANKS = ("Thank you, {first}.", "Thank you, I have found you.", "Perfect, that matches.", "Right.")
SORRY = (
    "I am sorry to hear that. Let us see what we can do.",
    "I can see why that is annoying, and I am sorry.",
    "That must have been a worry. I will look at it with you now.",
    "I am sorry that you had to come to us about this.",
)
WILLING = (
    "I can help you with that.",
    "Of course, let us do that together.",
    "No problem at all.",
    "Good that you ask.",
)
HOLD = (
    "May I put you on hold for a moment while I check?",
    "I need to ask the team about that. Can you hold for a minute or two?",
    "Bear with me while I look it up, please.",
)
HELD = ("Thank you for waiting.", "Thank you for holding, I have the answer.", "I am back.")
WAITING = ("Yes, all right.", "Fine.", "OK, but please not for long.", "Of course.")
FOLLOWING = (
    "OK.", "I see.", "Right, got that.", "And how long does that take?", "Will that cost me anything?",
    "I am writing that down.", "That makes sense.", "Hm. Go on.",
)  # fmt: skip
ASSURANCE = (
    "It takes {days} working days at the most.",
    "There is nothing to pay for it.",
    "You will have it in writing by tomorrow.",
    "I have put a note on the account so that nobody has to ask you again.",
)
ANYTHING = (
    "Is there anything else that I can do for you?",
    "Can I help with anything else today?",
    "Was there something else?",
)
NOTHING_ELSE = ("No, that is all.", "No thank you.", "That was it.", "Not today.")
PLEASED = (
    "That was quick, thank you very much!",
    "You have been a great help, {agent}.",
    "Lovely, that is a weight off my mind.",
    "Brilliant, thanks.",
)
CONTENT = ("All right, thank you.", "Thanks, bye.", "Good, thank you.", "OK, thanks for your help.")
DISPLEASED = (
    "So I have to come back again. Not good enough.",
    "I had hoped for more than that.",
    "This is the third time I have explained it.",
    "I am not happy with this at all.",
)
CLOSING = (
    "Thank you for your time, {first}. Goodbye.",
    "Have a good day, and thank you for being in touch.",
    "Take care. Goodbye.",
    "Thank you. You may get a short survey about today.",
)

ABUSE = (
    "You people are useless, every single one of you.",
    "Are you stupid, or do you only sound like it?",
    "Shut up and listen for once in your life.",
    "What a bunch of liars and thieves you are.",
    "My dog would do your job better, you idiot.",
    "I pay your wages, you pathetic little clerk.",
    "You are a disgrace. They should sack you today.",
    "Do not dare to talk to me like that, you moron.",
    "I know where your office is. You will be sorry.",
    "Damn you and your whole rotten company.",
)
WARNING = (
    "I want to help you. I cannot while you speak to me like this.",
    "Please do not use such words, or I shall have to end this.",
    "I understand that you are angry. I ask you to stay civil.",
)
ENDING = (
    "I have asked you twice to stay civil. I am ending this now; we will write to you.",
    "As I said, I will not go on while I am insulted. Goodbye.",
)
