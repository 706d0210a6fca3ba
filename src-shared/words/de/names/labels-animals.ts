// German names of the built-in pack's labels: animals. How an entry is written: see names.ts.

export const ANIMALS = `
tench: f Schleie
goldfish: m Goldfisch, ~e
great white shark: m Weißer Hai, Weiße Haie
tiger shark: m Tigerhai, ~e
hammerhead: m Hammerhai, ~e
electric ray: m Zitterrochen
stingray: m Stechrochen
cock: m Hahn, Hähne
hen: f Henne; Huhn
ostrich: m Strauß, Strauße
brambling: w Bergfink
goldfinch: m Stieglitz, ~e; Distelfink
house finch: m Hausgimpel
junco: m Junko
indigo bunting: w Indigofink
robin: f Wanderdrossel
bulbul: m Bülbül, ~s
jay: m Häher
magpie: f Elster
chickadee: f Meise
water ouzel: f Wasseramsel
kite: m Milan, ~e
bald eagle: m Weißkopfseeadler
vulture: m Geier
great grey owl: m Bartkauz, Bartkäuze
European fire salamander: m Feuersalamander
common newt: m Teichmolch, ~e
eft: m Molch, ~e
spotted salamander: m Fleckenquerzahnmolch, ~e
axolotl: m Axolotl, ~
bullfrog: m Ochsenfrosch, Ochsenfrösche
tree frog: m Laubfrosch, Laubfrösche
tailed frog: m Schwanzfrosch, Schwanzfrösche
loggerhead: f Unechte Karettschildkröte, Unechte Karettschildkröten
leatherback turtle: f Lederschildkröte
mud turtle: f Klappschildkröte
terrapin: f Sumpfschildkröte
box turtle: f Dosenschildkröte
banded gecko: m Krallengecko
common iguana: m Grüner Leguan, Grüne Leguane; Leguan
American chameleon: m Rotkehlanolis, Rotkehlanolis
whiptail: f Rennechse
agama: f Agame
frilled lizard: f Kragenechse
alligator lizard: f Krokodilschleiche
Gila monster: f Gila-Krustenechse
green lizard: f Smaragdeidechse
African chameleon: n Chamäleon, ~s
Komodo dragon: m Komodowaran, ~e
African crocodile: n Nilkrokodil, ~e
American alligator: m Mississippi-Alligator, ~en; Alligator
triceratops: m Triceratops, Triceratops
thunder snake: f Wurmnatter
ringneck snake: f Halsbandnatter
hognose snake: f Hakennasennatter
green snake: f Grasnatter
king snake: f Königsnatter
garter snake: f Strumpfbandnatter
water snake: f Wassernatter
vine snake: f Spitznatter
night snake: f Nachtschlange
boa constrictor: f Abgottschlange; Boa
rock python: m Felsenpython, ~s; Python
Indian cobra: f Brillenschlange; Kobra
green mamba: f Grüne Mamba, Grüne Mambas; Mamba
sea snake: f Seeschlange
horned viper: f Hornviper
diamondback: f Diamantklapperschlange; Klapperschlange
sidewinder: f Seitenwinder-Klapperschlange
trilobite: w Trilobit
harvestman: m Weberknecht, ~e
scorpion: m Skorpion, ~e
black and gold garden spider: f Gelbe Gartenspinne, Gelbe Gartenspinnen
barn spider: f Scheunenspinne
garden spider: f Gartenkreuzspinne; Kreuzspinne
black widow: f Schwarze Witwe, Schwarze Witwen
tarantula: f Vogelspinne; Tarantel
wolf spider: f Wolfsspinne
tick: f Zecke
centipede: m Hundertfüßer
black grouse: n Birkhuhn, Birkhühner
ptarmigan: n Schneehuhn, Schneehühner
ruffed grouse: n Kragenhuhn, Kragenhühner
prairie chicken: n Präriehuhn, Präriehühner
peacock: m Pfau, ~en
quail: f Wachtel
partridge: n Rebhuhn, Rebhühner
African grey: m Graupapagei, ~en
macaw: m Ara
sulphur-crested cockatoo: m Gelbhaubenkakadu; Kakadu
lorikeet: m Lori
coucal: m Spornkuckuck, ~e
bee eater: m Bienenfresser
hornbill: m Nashornvogel, Nashornvögel
hummingbird: m Kolibri
jacamar: m Glanzvogel, Glanzvögel
toucan: m Tukan, ~e
drake: m Erpel
red-breasted merganser: m Mittelsäger
goose: f Gans, Gänse
black swan: m Trauerschwan, Trauerschwäne
tusker: w Elefant mit Stoßzähnen, Elefanten mit Stoßzähnen
echidna: m Ameisenigel
platypus: n Schnabeltier, ~e
wallaby: n Wallaby
koala: m Koala
wombat: m Wombat, ~s
jellyfish: f Qualle
sea anemone: f Seeanemone
brain coral: f Hirnkoralle
flatworm: m Plattwurm, Plattwürmer
nematode: m Fadenwurm, Fadenwürmer
conch: f Fechterschnecke
snail: f Schnecke
slug: f Nacktschnecke
sea slug: f Meeresnacktschnecke
chiton: f Käferschnecke
chambered nautilus: m Nautilus, Nautilusse
Dungeness crab: m Kalifornischer Taschenkrebs, Kalifornische Taschenkrebse
rock crab: m Taschenkrebs, ~e
fiddler crab: f Winkerkrabbe
king crab: f Königskrabbe
American lobster: m Amerikanischer Hummer, Amerikanische Hummer
spiny lobster: f Languste
crayfish: m Flusskrebs, ~e
hermit crab: m Einsiedlerkrebs, ~e
isopod: f Assel
white stork: m Weißstorch, Weißstörche; Storch
black stork: m Schwarzstorch, Schwarzstörche
spoonbill: m Löffler
flamingo: m Flamingo
little blue heron: m Blaureiher
American egret: m Silberreiher
bittern: f Rohrdommel
crane (wading bird): m Kranich, ~e
limpkin: m Rallenkranich, ~e
European gallinule: n Purpurhuhn, Purpurhühner
American coot: n Amerikanisches Blässhuhn, Amerikanische Blässhühner; Blässhuhn
bustard: f Trappe
ruddy turnstone: m Steinwälzer
red-backed sandpiper: m Alpenstrandläufer
redshank: m Rotschenkel
dowitcher: m Schlammläufer
oystercatcher: m Austernfischer
pelican: m Pelikan, ~e
king penguin: m Königspinguin, ~e
albatross: m Albatros, Albatrosse
grey whale: m Grauwal, ~e
killer whale: m Schwertwal, ~e; Orca
dugong: m Dugong, ~s; Seekuh
sea lion: w Seelöwe
Chihuahua: m Chihuahua
Japanese spaniel: m Japan-Chin, ~s
Maltese dog: m Malteser
Pekinese: w Pekinese
Shih-Tzu: m Shih-Tzu
Blenheim spaniel: m Cavalier-Spaniel, ~s
papillon: m Papillon, ~s
toy terrier: m Toy-Terrier
Rhodesian ridgeback: m Rhodesian Ridgeback, ~s
Afghan hound: w Afghanischer Windhund, Afghanische Windhunde
basset: m Basset, ~s
beagle: m Beagle, ~s
bloodhound: m Bluthund, ~e
bluetick: m Bluetick-Coonhound, ~s
black-and-tan coonhound: m Black-and-Tan-Coonhound, ~s
Walker hound: m Treeing-Walker-Coonhound, ~s
English foxhound: m Englischer Foxhound, Englische Foxhounds
redbone: m Redbone-Coonhound, ~s
borzoi: m Barsoi
Irish wolfhound: m Irischer Wolfshund, Irische Wolfshunde
Italian greyhound: n Italienisches Windspiel, Italienische Windspiele
whippet: m Whippet, ~s
Ibizan hound: m Podenco Ibicenco, Podencos Ibicencos
Norwegian elkhound: m Norwegischer Elchhund, Norwegische Elchhunde
otterhound: m Otterhund, ~e
Saluki: m Saluki
Scottish deerhound: m Deerhound, ~s
Weimaraner: m Weimaraner
Staffordshire bullterrier: m Staffordshire-Bullterrier
American Staffordshire terrier: m American-Staffordshire-Terrier
Bedlington terrier: m Bedlington-Terrier
Border terrier: m Border-Terrier
Kerry blue terrier: m Kerry-Blue-Terrier
Irish terrier: m Irischer Terrier, Irische Terrier
Norfolk terrier: m Norfolk-Terrier
Norwich terrier: m Norwich-Terrier
Yorkshire terrier: m Yorkshire-Terrier
wire-haired fox terrier: m Drahthaar-Foxterrier; Foxterrier
Lakeland terrier: m Lakeland-Terrier
Sealyham terrier: m Sealyham-Terrier
Airedale: m Airedale-Terrier
cairn: m Cairn-Terrier
Australian terrier: m Australischer Terrier, Australische Terrier
Dandie Dinmont: m Dandie-Dinmont-Terrier
Boston bull: m Boston-Terrier
miniature schnauzer: m Zwergschnauzer
giant schnauzer: m Riesenschnauzer
standard schnauzer: m Mittelschnauzer; Schnauzer
Scotch terrier: m Schottischer Terrier, Schottische Terrier
Tibetan terrier: m Tibet-Terrier
silky terrier: m Silky-Terrier
soft-coated wheaten terrier: m Wheaten-Terrier
West Highland white terrier: m Westie, ~s
Lhasa: m Lhasa Apso
flat-coated retriever: m Flat-Coated Retriever
curly-coated retriever: m Curly-Coated Retriever
golden retriever: m Golden Retriever
Labrador retriever: m Labrador, ~e
Chesapeake Bay retriever: m Chesapeake-Bay-Retriever
German short-haired pointer: m Deutsch Kurzhaar, Deutsch Kurzhaar
vizsla: m Vizsla
English setter: m Englischer Setter, Englische Setter
Irish setter: m Irischer Setter, Irische Setter
Gordon setter: m Gordon-Setter
Brittany spaniel: m Bretonischer Spaniel, Bretonische Spaniel
clumber: m Clumber-Spaniel, ~s
English springer: m Englischer Springer-Spaniel, Englische Springer-Spaniels
Welsh springer spaniel: m Walisischer Springer-Spaniel, Walisische Springer-Spaniels
cocker spaniel: m Cockerspaniel, ~s
Sussex spaniel: m Sussex-Spaniel, ~s
Irish water spaniel: m Irischer Wasserspaniel, Irische Wasserspaniels
kuvasz: m Kuvasz, Kuvasz
schipperke: m Schipperke, ~s
groenendael: m Groenendael, ~s
malinois: m Malinois, Malinois
briard: m Briard, ~s
kelpie: m Kelpie, ~s
komondor: m Komondor, ~s
Old English sheepdog: m Bobtail, ~s
Shetland sheepdog: m Sheltie, ~s
collie: m Collie, ~s
Border collie: m Border-Collie, ~s
Bouvier des Flandres: m Bouvier des Flandres, Bouviers des Flandres
Rottweiler: m Rottweiler
German shepherd: m Deutscher Schäferhund, Deutsche Schäferhunde; Schäferhund
Doberman: m Dobermann, Dobermänner
miniature pinscher: m Zwergpinscher
Greater Swiss Mountain dog: m Großer Schweizer Sennenhund, Große Schweizer Sennenhunde
Bernese mountain dog: m Berner Sennenhund, Berner Sennenhunde
Appenzeller: m Appenzeller Sennenhund, Appenzeller Sennenhunde
EntleBucher: m Entlebucher Sennenhund, Entlebucher Sennenhunde
boxer: m Boxer
bull mastiff: m Bullmastiff, ~s
Tibetan mastiff: f Tibetdogge
French bulldog: f Französische Bulldogge, Französische Bulldoggen
Great Dane: f Deutsche Dogge, Deutsche Doggen; Dogge
Saint Bernard: m Bernhardiner
Eskimo dog: m Eskimohund, ~e
malamute: m Malamute, ~s
Siberian husky: m Husky
dalmatian: m Dalmatiner
affenpinscher: m Affenpinscher
basenji: m Basenji
pug: m Mops, Möpse
Leonberg: m Leonberger
Newfoundland: m Neufundländer
Great Pyrenees: m Pyrenäenberghund, ~e
Samoyed: w Samojede
Pomeranian: m Zwergspitz, ~e
chow: m Chow-Chow, ~s
keeshond: m Wolfsspitz, ~e
Brabancon griffon: m Brabanter Griffon, Brabanter Griffons
Pembroke: m Welsh Corgi Pembroke, Welsh Corgis Pembroke
Cardigan (corgi): m Welsh Corgi Cardigan, Welsh Corgis Cardigan
toy poodle: m Toypudel
miniature poodle: m Zwergpudel
standard poodle: m Großpudel; Pudel
Mexican hairless: m Mexikanischer Nackthund, Mexikanische Nackthunde
timber wolf: m Timberwolf, Timberwölfe
white wolf: m Weißer Wolf, Weiße Wölfe
red wolf: m Rotwolf, Rotwölfe
coyote: w Kojote
dingo: m Dingo
dhole: m Rothund, ~e
African hunting dog: m Afrikanischer Wildhund, Afrikanische Wildhunde
hyena: f Hyäne
red fox: m Rotfuchs, Rotfüchse
kit fox: m Kitfuchs, Kitfüchse
Arctic fox: m Polarfuchs, Polarfüchse
grey fox: m Graufuchs, Graufüchse
tabby: f Tigerkatze, ~n
tiger cat: f Getigerte Katze, Getigerte Katzen
Persian cat: f Perserkatze
Siamese cat: f Siamkatze
Egyptian cat: f Ägyptische Katze, Ägyptische Katzen
cougar: m Puma
lynx: m Luchs, ~e
leopard: w Leopard
snow leopard: w Schneeleopard
jaguar: m Jaguar, ~e
lion: w Löwe
tiger: m Tiger
cheetah: w Gepard
brown bear: w Braunbär
American black bear: w Schwarzbär
ice bear: w Eisbär
sloth bear: w Lippenbär
mongoose: m Mungo
meerkat: n Erdmännchen
tiger beetle: m Sandlaufkäfer
ladybug: m Marienkäfer
ground beetle: m Laufkäfer
long-horned beetle: m Bockkäfer
leaf beetle: m Blattkäfer
dung beetle: m Mistkäfer
rhinoceros beetle: m Nashornkäfer
weevil: m Rüsselkäfer
fly: f Fliege
bee: f Biene
ant: f Ameise
grasshopper: f Heuschrecke
cricket: f Grille
walking stick: f Stabschrecke
cockroach: f Schabe; Kakerlake
mantis: f Gottesanbeterin
cicada: f Zikade
leafhopper: f Zwergzikade
lacewing: f Florfliege
dragonfly: f Libelle
damselfly: f Kleinlibelle
admiral: m Admiral (Falter), Admirale (Falter)
ringlet: m Augenfalter
monarch: m Monarchfalter
cabbage butterfly: m Kohlweißling, ~e
sulphur butterfly: m Gelbling, ~e
lycaenid: m Bläuling, ~e
starfish: m Seestern, ~e
sea urchin: m Seeigel
sea cucumber: f Seegurke
wood rabbit: n Baumwollschwanzkaninchen
hare: w Hase
Angora: n Angorakaninchen
hamster: m Hamster
porcupine: n Stachelschwein, ~e
fox squirrel: n Fuchshörnchen
marmot: n Murmeltier, ~e
beaver: m Biber
guinea pig: n Meerschweinchen
sorrel: n fuchsfarbenes Pferd, fuchsfarbene Pferde
zebra: n Zebra
hog: n Hausschwein, ~e
wild boar: n Wildschwein, ~e
warthog: n Warzenschwein, ~e
hippopotamus: n Nilpferd, ~e; Flusspferd
ox: w Ochse
water buffalo: m Wasserbüffel; Büffel
bison: m Bison, ~s
ram: m Widder
bighorn: n Dickhornschaf, ~e
ibex: m Steinbock, Steinböcke
hartebeest: f Kuhantilope
impala: f Impala
gazelle: f Gazelle
Arabian camel: n Dromedar, ~e
llama: n Lama
weasel: n Wiesel
mink: m Nerz, ~e
polecat: m Iltis, Iltisse
black-footed ferret: m Schwarzfußiltis, Schwarzfußiltisse
otter: m Otter
skunk: n Stinktier, ~e
badger: m Dachs, ~e
armadillo: n Gürteltier, ~e
three-toed sloth: n Dreifinger-Faultier, ~e; Faultier
orangutan: m Orang-Utan, ~s
gorilla: m Gorilla
chimpanzee: w Schimpanse
gibbon: m Gibbon, ~s
siamang: m Siamang, ~s
guenon: f Meerkatze
patas: w Husarenaffe
baboon: m Pavian, ~e
macaque: w Makak
langur: w Langur, ~en
colobus: w Stummelaffe
proboscis monkey: w Nasenaffe
marmoset: n Krallenäffchen
capuchin: w Kapuzineraffe
howler monkey: w Brüllaffe
titi: w Springaffe
spider monkey: w Klammeraffe
squirrel monkey: w Totenkopfaffe
Madagascar cat: m Katta
indri: m Indri
Indian elephant: w Indischer Elefant, Indische Elefanten
African elephant: w Afrikanischer Elefant, Afrikanische Elefanten
lesser panda: m Roter Panda, Rote Pandas
giant panda: m Großer Panda, Große Pandas; Panda
barracouta: m Atun, ~e
eel: m Aal, ~e
coho: m Silberlachs, ~e
rock beauty: f Felsenschönheit, ~en
anemone fish: m Clownfisch, ~e
sturgeon: m Stör, ~e
gar: m Knochenhecht, ~e
lionfish: m Rotfeuerfisch, ~e
puffer: m Kugelfisch, ~e
`;
