// German names of the built-in pack's labels: what people make, A to L. How an entry is written: see names.ts.

export const OBJECTS = `
abacus: m Abakus, Abakusse
abaya: f Abaya
academic gown: m Talar, ~e
accordion: n Akkordeon, ~s
acoustic guitar: f Akustikgitarre
aircraft carrier: m Flugzeugträger
airliner: n Verkehrsflugzeug, ~e
airship: n Luftschiff, ~e
altar: m Altar, Altäre
ambulance: m Krankenwagen
amphibian: n Amphibienfahrzeug, ~e
analog clock: f Analoguhr, ~en
apiary: m Bienenstand, Bienenstände
apron: f Schürze
ashcan: f Mülltonne
assault rifle: n Sturmgewehr, ~e
backpack: m Rucksack, Rucksäcke
bakery: f Bäckerei
balance beam: m Schwebebalken
balloon: m Ballon, ~s
ballpoint: m Kugelschreiber
Band Aid: n Pflaster
banjo: n Banjo
bannister: n Treppengeländer
barbell: f Langhantel
barber chair: m Friseurstuhl, Friseurstühle
barbershop: m Friseursalon, ~s
barn: f Scheune
barometer: n Barometer
barrel: n Fass, Fässer
barrow: f Schubkarre
baseball: m Baseball, Baseballbälle
basketball: m Basketball, Basketbälle
bassinet: m Stubenwagen
bassoon: n Fagott, ~e
bathing cap: f Badekappe
bath towel: n Badetuch, Badetücher
bathtub: f Badewanne
beach wagon: m Kombi
beacon: m Leuchtturm, Leuchttürme
beaker: m Becher
bearskin: f Bärenfellmütze
beer bottle: f Bierflasche
beer glass: n Bierglas, Biergläser
bell cote: m Glockengiebel, Glockengiebel
bib: n Lätzchen
bicycle-built-for-two: n Tandem, ~s
bikini: m Bikini
binder: m Aktenordner
binoculars: n Fernglas, Ferngläser
birdhouse: n Vogelhaus, Vogelhäuser
boathouse: n Bootshaus, Bootshäuser
bobsled: m Bob, ~s
bolo tie: f Bolokrawatte
bonnet: f Haube
bookcase: n Bücherregal, ~e
bookshop: f Buchhandlung
bottlecap: m Kronkorken, Kronkorken
bow: m Bogen, Bögen
bow tie: f Fliege (Schleife), Fliegen (Schleifen)
brass: f Gedenktafel
brassiere: m Büstenhalter
breakwater: m Wellenbrecher
breastplate: m Brustpanzer
broom: m Besen
bucket: m Eimer
buckle: f Schnalle
bulletproof vest: f Schutzweste
bullet train: m Hochgeschwindigkeitszug, Hochgeschwindigkeitszüge
butcher shop: f Metzgerei; Fleischerei
cab: n Taxi
caldron: m Kessel
candle: f Kerze
cannon: f Kanone
canoe: n Kanu
can opener: m Dosenöffner
cardigan (sweater): f Strickjacke
car mirror: m Autospiegel; Rückspiegel
carousel: n Karussell, ~s
carpenter's kit: m Werkzeugkasten, Werkzeugkästen
carton: m Karton, ~s
car wheel: n Autorad, Autoräder
cash machine: w Geldautomat
cassette: f Kassette
cassette player: m Kassettenspieler
castle: n Schloss, Schlösser; Burg
catamaran: m Katamaran, ~e
CD player: m CD-Spieler
cello: n Cello
cellular telephone: n Handy; Mobiltelefon
chain: f Kette
chainlink fence: m Maschendrahtzaun, Maschendrahtzäune
chain mail: n Kettenhemd, ~en
chain saw: f Kettensäge
chest: f Truhe
chiffonier: f Kommode
chime: n Glockenspiel, ~e
china cabinet: f Vitrine
Christmas stocking: m Weihnachtsstrumpf, Weihnachtsstrümpfe
church: f Kirche
cinema: n Kino
cleaver: n Hackbeil, ~e
cliff dwelling: f Felsenwohnung
cloak: m Umhang, Umhänge
clog: m Clog, ~s; Holzschuh
cocktail shaker: m Cocktailshaker
coffee mug: m Kaffeebecher
coffeepot: f Kaffeekanne
coil: f Spirale
combination lock: n Zahlenschloss, Zahlenschlösser
computer keyboard: f Computertastatur
confectionery: n Süßwarengeschäft, ~e
container ship: n Containerschiff, ~e
convertible: n Cabrio; Kabriolett
corkscrew: m Korkenzieher
cornet: n Kornett, ~e
cowboy boot: m Cowboystiefel
cowboy hat: m Cowboyhut, Cowboyhüte
cradle: f Wiege
crane (lifting device): m Kran, Kräne
crash helmet: m Sturzhelm, ~e
crate: f Lattenkiste
crib: n Gitterbett, ~en
Crock Pot: m Schongarer
croquet ball: f Krocketkugel
crutch: f Krücke
cuirass: m Kürass, ~e
dam: m Staudamm, Staudämme
desk: m Schreibtisch, ~e
desktop computer: m Desktop-Computer
dial telephone: n Wählscheibentelefon, ~e
diaper: f Windel
digital clock: f Digitaluhr, ~en
digital watch: f Digitalarmbanduhr, ~en
dining table: m Esstisch, ~e
dishrag: m Spüllappen
dishwasher: f Spülmaschine; Geschirrspüler
disk brake: f Scheibenbremse
dock: m Anleger
dogsled: m Hundeschlitten
dome: f Kuppel
doormat: f Fußmatte
drilling platform: f Bohrinsel
drum: f Trommel
drumstick: m Trommelstock, Trommelstöcke
dumbbell: f Kurzhantel; Hantel
Dutch oven: m Bräter
electric fan: m Ventilator, ~en
electric guitar: f E-Gitarre
electric locomotive: f Elektrolokomotive
entertainment center: f Medienwand, Medienwände
envelope: m Briefumschlag, Briefumschläge
espresso maker: f Espressomaschine
face powder: n Gesichtspuder, -
feather boa: f Federboa
file: m Aktenschrank, Aktenschränke
fireboat: n Feuerlöschboot, ~e
fire engine: n Feuerwehrauto
fire screen: m Kaminschirm, ~e
flagpole: m Fahnenmast, ~en
flute: f Querflöte
folding chair: m Klappstuhl, Klappstühle
football helmet: m Footballhelm, ~e
forklift: m Gabelstapler
fountain: m Springbrunnen
fountain pen: m Füllfederhalter
four-poster: n Himmelbett, ~en
freight car: m Güterwagen
French horn: n Waldhorn, Waldhörner
frying pan: f Bratpfanne
fur coat: m Pelzmantel, Pelzmäntel
garbage truck: m Müllwagen
gasmask: f Gasmaske
gas pump: f Zapfsäule
goblet: m Kelch, ~e
go-kart: n Gokart, ~s
golf ball: m Golfball, Golfbälle
golfcart: n Golfmobil, ~e
gondola: f Gondel
gong: m Gong, ~s
gown: n Abendkleid, ~er
grand piano: m Flügel
greenhouse: n Gewächshaus, Gewächshäuser
grille: m Kühlergrill, ~s
grocery store: n Lebensmittelgeschäft, ~e
guillotine: f Guillotine
hair slide: f Haarspange
hair spray: n Haarspray, ~s
half track: n Halbkettenfahrzeug, ~e
hammer: m Hammer, Hämmer
hamper: m Deckelkorb, Deckelkörbe
hand blower: m Haartrockner
hand-held computer: m Handcomputer
handkerchief: n Taschentuch, Taschentücher
hard disc: f Festplatte
harmonica: f Mundharmonika
harp: f Harfe
harvester: m Mähdrescher
hatchet: n Beil, ~e
holster: n Holster
home theater: n Heimkino
honeycomb: f Bienenwabe
hook: m Haken
hoopskirt: m Reifrock, Reifröcke
horizontal bar: n Reck, ~e
horse cart: m Pferdewagen
hourglass: f Sanduhr, ~en
iPod: m iPod, ~s
iron: n Bügeleisen
jack-o'-lantern: m Halloween-Kürbis, Halloween-Kürbisse
denim: f Jeans, Jeans
jeep: m Jeep, ~s
jersey: n Trikot, ~s
jigsaw puzzle: n Puzzle, ~s
jinrikisha: f Rikscha
joystick: m Joystick, ~s
kimono: m Kimono
knee pad: m Knieschützer
knot: m Knoten
lab coat: m Laborkittel
ladle: f Schöpfkelle
lampshade: m Lampenschirm, ~e
laptop: m Laptop, ~s
lawn mower: m Rasenmäher
lens cap: m Objektivdeckel
letter opener: m Brieföffner
library: f Bibliothek, ~en
lifeboat: n Rettungsboot, ~e
lighter: n Feuerzeug, ~e
limousine: f Stretchlimousine
liner: m Ozeandampfer
lipstick: m Lippenstift, ~e
Loafer: m Slipper
lotion: f Lotion, ~en
loudspeaker: m Lautsprecher
loupe: f Lupe
lumbermill: n Sägewerk, ~e
`;
