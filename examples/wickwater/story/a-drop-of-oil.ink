# title: A drop of oil
// The same night, seen by somebody very small: the bogwick is nearly out, and goes to ask for oil.
// Tags name what is shown and heard; a-drop-of-oil.ink.map.yaml says which specs make it.

VAR flame = 3
VAR debts = 0
VAR met_owl = false
VAR has_vial = false

-> bank

=== bank ===
# bg: fen-ground
# music: low-water
The bogwick wakes because it is dark, which has never happened to it before. Up on the rock, the great lamp is not.
It looks at what it has on its own head. Three fingers of candle.
* [Wait for the lamp to come back]
    It waits. The lamp does not know that it is being waited for.
    ~ flame = flame - 1
    Two fingers.
    -> setting_out
* [Go and ask what happened]
    -> setting_out
* [Blow out the candle, to save it]
    A bogwick without a flame is only moss, and moss does not know where it lives.
    -> END_moss

= setting_out
There are two ways over the fen for somebody with no knees.
+ [Along the peat steps] -> steps
+ [Through the pools] -> pools

=== steps ===
# bg: peat-blocks
The steps were cut by people, and are as high as people.
* [Climb]
    It takes the greater part of the evening. On the last step sits an owl.
    -> owl
* [Follow the ditch instead]
    The ditch goes down, as ditches do, and comes out among the pools.
    -> pools
* [Knock on the wood to see who is home]
    # sfx: knock
    A board slides. Behind it lies a vial, warm as a hand, that some wick has hidden for the winter.
    ~ has_vial = true
    * * [Take it, and owe for it]
        ~ debts = debts + 1
        # prop: steam-vial
        It is as heavy as a promise.
        -> owl
    * * [Take it. Nobody saw]
        # prop: steam-vial
        The owl saw. The owl is the sort of somebody that nobody means.
        -> owl
    * * [Put it back]
        ~ has_vial = false
        The board slides shut, and thinks well of the bogwick.
        -> owl

=== pools ===
# bg: tide-pools
{flame < 2: The candle is so low that the moss under it has begun to worry.}
In the largest pool a newt is swimming in circles, writing something with its tail. # speaker: Narrator
* [Ask it what it writes]
    -> newt
* {flame > 1} [Light its way with the candle]
    ~ flame = flame - 1
    ~ debts = debts - 1
    It bows. It had not been able to see its own spelling.
    -> newt
+ [Go round]
    -> owl

= newt
# sprite: lantern-newt
"Oil," reads the bogwick. "O. I. L. Where?" # speaker: Bogwick
The newt points with its whole self, which is the only way it can.
* [Up, to the lamphouse]
    -> lamphouse
* [Out, to the boat]
    -> boat
* {met_owl} [Back, to the owl]
    "You again," says the owl, "and wetter." # speaker: Owl
    -> lamphouse

=== owl ===
# sprite: wick-owl
~ met_owl = true
"Who?" says the owl. # speaker: Owl
* ["The bogwick from the third bank"]
    "Ah. Moss." It moves up by one claw. # speaker: Owl
    -> perch
* ["Who is asking?"]
    The owl thinks about that for a long time, in a friendly way.
    ~ flame = flame - 1
    -> perch
* [Say nothing, and shine]
    The owl shuts one eye. Nothing so bright has been so polite in years.
    ~ debts = debts - 1
    -> perch

= perch
{flame <= 0: -> END_moss}
"The big wick is out," says the owl, "and the small wick has gone to fetch embers. I have all of the chimney to myself. It is horrible." # speaker: Owl
* [Ask for a lift]
    # animation: owl-glide
    -> lamphouse
* {has_vial} [Offer the warm vial]
    ~ has_vial = false
    ~ debts = 0
    The owl puts both feet on it, and its eyes close from below. "Anything," it says. "Ask."
    * * ["A drop of oil"] -> lamphouse
    * * ["The way to the boat"] -> boat
    * * ["Nothing. Sit"]
        They sit. It is the first thing that anybody has done for either of them all night.
        -> END_warm
+ {not pools} [Walk on, past the pools] -> pools
+ [Walk on, down to the water] -> boat

=== boat ===
# bg: low-tide
A boat with nobody in it, and a girl beside it with an oar.
"I've three measures," says the girl, "and a lamp to light with them. How much is a drop?" # speaker: Mara
* ["As much as you would not miss"]
    ~ debts = debts + 1
    She pours, and misses it. She says that she does not.
    ~ flame = 3
    -> offer
* ["I do not know. I have never had one"]
    She laughs, and the fog, which was nearly there, stops to listen.
    ~ flame = 3
    -> offer
* {debts < 0} ["You owe me none, so it can be a gift"]
    "That's how my master talked," says the girl. # speaker: Mara
    ~ flame = 4
    -> offer

= offer
{flame <= 0: -> END_moss}
* [Climb into the boat, and shine for her]
    # sprite: bogwick-idle
    -> END_pilot
* {debts > 0} [Stay, and pay what is owed]
    It shines on the mud all night, so that whoever is out there has something to row to.
    ~ debts = 0
    -> END_warm
+ [Go home by the steps] -> homeward

=== lamphouse ===
# bg: ember-ground
Ninety-one steps is nothing, when somebody carries you. In the grate are ashes, and under the ashes half a can.
* [Drink]
    ~ flame = 5
    ~ debts = debts + 2
    It has never been so tall. It can see its own bank from here, and it is the only dark one.
    -> homeward
* [Drink a drop, and leave the rest]
    ~ flame = 3
    -> homeward
* {debts <= 0} [Leave it, and light the grate with what one has]
    ~ flame = flame - 1
    {flame <= 0: -> END_moss}
    It is a very small fire. It is also the only light in the parish.
    -> END_warm

=== homeward ===
# music: low-water
It goes home over the fen{flame > 3:, throwing a shadow of each reed|, and the reeds stand close}.
* {debts > 0} [Shine in at each door on the way]
    At the third, somebody says good night. That is one off the bill.
    -> END_warm
* [Sit on the bank, and be seen]
    -> END_warm
+ [Sleep]
    -> END_moss

=== END_moss ===
# ending: moss
In the morning there is a lump of moss on the third bank, with a wick in it. It will be lit again; but somebody has to come by.
-> END

=== END_warm ===
# ending: warm
# character: bogwick-portrait
And that was enough light for one night.
-> END

=== END_pilot ===
# ending: pilot
# character: bogwick-portrait
Of all who went out on the water that night, only one boat was never lost.
-> END
