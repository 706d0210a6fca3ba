// German words for what can be seen: the detector's classes, the labels that people ask for, and what is often asked of speech.

/** English, then what it is called in German; the first stands for its plural and its cases too. */
export const NOUNS = `
person: Person, Mensch, Leute, Fußgänger, Personen
people: Menschen, Leute
man: Mann, Herr, Kerl, Typ
men: Männer
woman: Frau, Dame
child: Kind, Bub
children: Kinder
boy: Junge, Jungs
girl: Mädchen
baby: Baby, Säugling
speaker: Sprecher, Sprecherin, Redner, Rednerin
presenter: Moderator, Moderatorin
teacher: Lehrer, Lehrerin
player: Spieler, Spielerin
driver: Fahrer, Fahrerin
policeman: Polizist, Polizistin
actor: Schauspieler
mother: Mutter, Mama
father: Vater, Papa
brother: Bruder
sister: Schwester
family: Familie
friend: Freund, Freundin
bicycle: Fahrrad, Rad, Velo
car: Auto, Wagen, PKW
taxi: Taxi
motorcycle: Motorrad
airplane: Flugzeug, Flieger
helicopter: Hubschrauber, Helikopter
bus: Bus, Omnibus
train: Zug, Eisenbahn, Bahn
streetcar: Straßenbahn, Tram
truck: Lastwagen, LKW, Laster, Lastkraftwagen
van: Lieferwagen, Transporter
boat: Boot, Kahn
ship: Schiff
sailboat: Segelboot, Segelschiff
canoe: Kanu
ferry: Fähre
submarine: U-Boot
tractor: Traktor, Trecker
ambulance: Krankenwagen
fire engine: Feuerwehrauto, Löschfahrzeug
crane: Kran
rocket: Rakete
tank: Panzer
traffic light: Ampel, Verkehrsampel
fire hydrant: Hydrant
stop sign: Stoppschild
parking meter: Parkuhr
bench: Bank, Parkbank, Sitzbank
bird: Vogel
duck: Ente
swan: Schwan
eagle: Adler
penguin: Pinguin
parrot: Papagei
goose: Gans
hen: Huhn, Henne
cock: Hahn
cat: Katze, Kater
kitten: Kätzchen
dog: Hund
puppy: Welpe
horse: Pferd, Ross
pony: Pony
sheep: Schaf
cow: Kuh, Rind
goat: Ziege
pig: Schwein
donkey: Esel
elephant: Elefant
bear: Bär
polar bear: Eisbär
zebra: Zebra
giraffe: Giraffe
lion: Löwe
tiger: Tiger
leopard: Leopard
wolf: Wolf
fox: Fuchs
rabbit: Kaninchen, Hase
mouse: Maus, Computermaus
squirrel: Eichhörnchen
hedgehog: Igel
monkey: Affe
gorilla: Gorilla
camel: Kamel
deer: Reh, Hirsch
snake: Schlange
lizard: Eidechse
crocodile: Krokodil
turtle: Schildkröte
frog: Frosch
fish: Fisch
shark: Hai
whale: Wal
dolphin: Delfin, Delphin
jellyfish: Qualle
crab: Krabbe, Krebs
lobster: Hummer
snail: Schnecke
spider: Spinne
bee: Biene
fly: Fliege
ant: Ameise
beetle: Käfer
butterfly: Schmetterling
dragonfly: Libelle
animal: Tier
insect: Insekt
vehicle: Fahrzeug
fruit: Obst, Frucht
thing: Ding, Sache
object: Gegenstand, Objekt
backpack: Rucksack
umbrella: Regenschirm, Schirm
handbag: Handtasche
bag: Tasche, Beutel
tie: Krawatte, Schlips
suitcase: Koffer
frisbee: Frisbee
skis: Ski, Skier, Schi
snowboard: Snowboard
ball: Ball
football: Fußball
basketball: Basketball
kite: Drachen
baseball bat: Baseballschläger
baseball glove: Baseballhandschuh
skateboard: Skateboard
surfboard: Surfbrett
tennis racket: Tennisschläger
bottle: Flasche
wine glass: Weinglas
glass: Glas
cup: Tasse, Becher
fork: Gabel
knife: Messer
spoon: Löffel
bowl: Schüssel, Schale
plate: Teller
pot: Topf
pan: Pfanne
banana: Banane
apple: Apfel
sandwich: Sandwich, belegtes Brot
orange fruit: Orange, Apfelsine
lemon: Zitrone
strawberry: Erdbeere
pineapple: Ananas
broccoli: Brokkoli, Broccoli
carrot: Karotte, Möhre
cabbage: Kohl
cucumber: Gurke
mushroom: Pilz
potato: Kartoffel
tomato: Tomate
hot dog: Hotdog
pizza: Pizza
donut: Donut, Krapfen
cake: Kuchen, Torte
bread: Brot
ice cream: Eis, Speiseeis
cheese: Käse
coffee: Kaffee
tea: Tee
wine: Wein
beer: Bier
chair: Stuhl
armchair: Sessel
couch: Sofa, Couch
potted plant: Topfpflanze, Zimmerpflanze
plant: Pflanze
flower: Blume, Blüte
tree: Baum
bed: Bett
table: Tisch, Esstisch
desk: Schreibtisch
toilet: Toilette, Klo, WC
tv: Fernseher, Fernsehgerät
screen: Bildschirm, Leinwand
laptop: Laptop
computer: Computer, Rechner
remote control: Fernbedienung
keyboard: Tastatur
cell phone: Handy, Mobiltelefon, Smartphone
telephone: Telefon
microwave: Mikrowelle
oven: Ofen, Backofen, Herd
toaster: Toaster
sink: Waschbecken, Spüle, Spülbecken
refrigerator: Kühlschrank
washing machine: Waschmaschine
book: Buch
newspaper: Zeitung
clock: Uhr, Wanduhr
watch: Armbanduhr
vase: Vase
scissors: Schere
teddy bear: Teddy, Teddybär
hair dryer: Föhn, Haartrockner
toothbrush: Zahnbürste
candle: Kerze
lamp: Lampe
mirror: Spiegel
curtain: Vorhang
window: Fenster
door: Tür
stairs: Treppe
roof: Dach
wall: Wand, Mauer
fence: Zaun
box: Kiste, Schachtel, Karton
basket: Korb
bucket: Eimer
broom: Besen
hammer: Hammer
saw: Säge
screwdriver: Schraubenzieher, Schraubendreher
shovel: Schaufel
key: Schlüssel
pen: Kugelschreiber, Stift
pencil: Bleistift
camera: Kamera, Fotoapparat
microphone: Mikrofon, Mikrophon
loudspeaker: Lautsprecher
radio: Radio
guitar: Gitarre
electric guitar: E-Gitarre
violin: Geige, Violine
cello: Cello
piano: Klavier
grand piano: Flügel
drum: Trommel
flute: Flöte
trumpet: Trompete
accordion: Akkordeon
harp: Harfe
organ: Orgel
hat: Hut
cap: Mütze
helmet: Helm
glasses: Brille
sunglasses: Sonnenbrille
shirt: Hemd
dress: Kleid
skirt: Rock
trousers: Hose
jacket: Jacke
coat: Mantel
suit: Anzug
shoe: Schuh
boot: Stiefel
glove: Handschuh
scarf: Schal
sock: Socke
ring: Ring
mask: Maske
uniform: Uniform
flag: Fahne, Flagge
balloon: Ballon, Luftballon
doll: Puppe
toy: Spielzeug
gun: Pistole, Gewehr, Waffe
sword: Schwert
cannon: Kanone
house: Haus
building: Gebäude
church: Kirche
castle: Schloss, Burg
palace: Palast
tower: Turm
bridge: Brücke
tunnel: Tunnel
fountain: Brunnen, Springbrunnen
lighthouse: Leuchtturm
windmill: Windmühle
mill: Mühle
barn: Scheune
tent: Zelt
shop: Laden, Geschäft
bakery: Bäckerei
restaurant: Restaurant, Gaststätte
school: Schule
hospital: Krankenhaus
library: Bibliothek, Bücherei
cinema: Kino
theater: Theater
stage: Bühne
prison: Gefängnis
station: Bahnhof
airport: Flughafen
factory: Fabrik
kitchen: Küche
bathroom: Badezimmer
bathtub: Badewanne
room: Zimmer, Raum
garden: Garten
park: Park
street: Straße
road: Landstraße
square: Platz
city: Stadt
village: Dorf
harbour: Hafen
pier: Steg, Pier
beach: Strand
sea: Meer
lake: See
river: Fluss
waterfall: Wasserfall
mountain: Berg, Gebirge
volcano: Vulkan
valley: Tal
cliff: Klippe
forest: Wald
field: Feld, Acker
meadow: Wiese
desert: Wüste
island: Insel
sky: Himmel
cloud: Wolke
sun: Sonne
moon: Mond
star: Stern
snow: Schnee
rain: Regen
fire: Feuer
smoke: Rauch
water: Wasser
explosion: Explosion
kiss: Kuss
handshake: Händedruck, Handschlag
hand: Hand
face: Gesicht
eye: Auge
foot: Fuß
head: Kopf
sign: Schild, Verkehrsschild
logo: Logo
map: Karte, Landkarte
diagram: Diagramm, Schaubild
slide: Folie
whiteboard: Tafel, Whiteboard
poster: Plakat, Poster
label: Etikett
title: Titel
headline: Überschrift, Schlagzeile
screen: Bildschirm
page: Seite
t-shirt: T-Shirt
price: Preis
phone number: Telefonnummer
address: Adresse
email address: E-Mail-Adresse
date: Datum
website: Webseite, Website, Internetadresse
name: Name
money: Geld
taxes: Steuern, Steuer
war: Krieg
peace: Frieden
freedom: Freiheit
democracy: Demokratie
government: Regierung
election: Wahl
climate: Klima
weather: Wetter
music: Musik
song: Lied
art: Kunst
history: Geschichte
science: Wissenschaft
work: Arbeit
job: Beruf
health: Gesundheit
economy: Wirtschaft
budget: Haushalt, Budget
rent: Miete
interview: Interview
speech: Rede
crowd: Menschenmenge, Menge
applause: Applaus
wedding: Hochzeit
`;

/** Words before a noun, without their endings. */
export const ADJECTIVES = `red: rot; blue: blau; green: grün; yellow: gelb; black: schwarz; white: weiß; brown: braun; grey: grau; orange: orangefarben; pink: rosa;
purple: lila; big: groß; small: klein; long: lang; old: alt; young: jung; new: neu; open: offen; empty: leer; full: voll; bright: hell; dark: dunkel`;
