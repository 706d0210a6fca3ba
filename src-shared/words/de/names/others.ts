// German names of other things and matters that questions name: of what can be seen, and of what is often asked of speech. How an entry is
// written: see names.ts.

export const OTHERS = `
people: w Mensch; Leute
man: m Mann, Männer; Herr, Kerl, Typ
woman: f Frau, ~en; Dame
child: n Kind, ~er; Bub
boy: w Junge; Jungs
girl: n Mädchen
baby: n Baby; Säugling
speaker: m Sprecher; Sprecherin, Redner, Rednerin
presenter: m Moderator, ~en; Moderatorin
teacher: m Lehrer; Lehrerin
student: w Student; Studentin, Schüler, Schülerin
player: m Spieler; Spielerin
driver: m Fahrer; Fahrerin
policeman: w Polizist; Polizistin
soldier: w Soldat; Soldatin
actor: m Schauspieler; Schauspielerin
mother: f Mutter, Mütter; Mama
father: m Vater, Väter; Papa
brother: m Bruder, Brüder
sister: f Schwester
family: f Familie
friend: m Freund, ~e; Freundin
taxi: n Taxi
helicopter: m Hubschrauber; Helikopter
tram: f Straßenbahn, ~en; Tram
van: m Lieferwagen; Transporter
ship: n Schiff, ~e
sailboat: n Segelboot, ~e; Segelschiff
canoe: n Kanu
ferry: f Fähre
submarine: n U-Boot, ~e
tractor: m Traktor, ~en; Trecker
ambulance: m Krankenwagen
fire engine: n Feuerwehrauto; Löschfahrzeug
crane: m Kran, Kräne
rocket: f Rakete
tank: m Panzer
duck: f Ente
swan: m Schwan, Schwäne
eagle: m Adler
penguin: m Pinguin, ~e
parrot: m Papagei, ~en
goose: f Gans, Gänse
hen: f Henne; Huhn
cock: m Hahn, Hähne
kitten: n Kätzchen
puppy: w Welpe
pony: n Pony
goat: f Ziege
pig: n Schwein, ~e
donkey: m Esel
polar bear: w Eisbär
lion: w Löwe
tiger: m Tiger
leopard: w Leopard
wolf: m Wolf, Wölfe
fox: m Fuchs, Füchse
rabbit: n Kaninchen; Hase
squirrel: n Eichhörnchen
hedgehog: m Igel
monkey: w Affe
gorilla: m Gorilla
camel: n Kamel, ~e
deer: n Reh, ~e; Hirsch
snake: f Schlange
lizard: f Eidechse
crocodile: n Krokodil, ~e
turtle: f Schildkröte
frog: m Frosch, Frösche
fish: m Fisch, ~e
shark: m Hai, ~e
whale: m Wal, ~e
dolphin: m Delfin, ~e; Delphin
jellyfish: f Qualle
crab: f Krabbe; Krebs
lobster: m Hummer
snail: f Schnecke
spider: f Spinne
bee: f Biene
fly: f Fliege
ant: f Ameise
beetle: m Käfer
butterfly: m Schmetterling, ~e
dragonfly: f Libelle
animal: n Tier, ~e
pet: n Haustier, ~e
insect: n Insekt, ~en
vehicle: n Fahrzeug, ~e
fruit: n Obst, -; Frucht
thing: n Ding, ~e; Sache
object: m Gegenstand, Gegenstände; Objekt
bag: f Tasche; Beutel
ball: m Ball, Bälle
football: m Fußball, Fußbälle
basketball: m Basketball, Basketbälle
glass: n Glas, Gläser
plate: m Teller
pot: m Topf, Töpfe
pan: f Pfanne
orange fruit: f Orange; Apfelsine
lemon: f Zitrone
strawberry: f Erdbeere
pineapple: f Ananas, Ananas
cabbage: m Kohl, -
cucumber: f Gurke
mushroom: m Pilz, ~e
potato: f Kartoffel
tomato: f Tomate
bread: n Brot, ~e
ice cream: n Eis, -; Speiseeis
cheese: m Käse, Käse
coffee: m Kaffee, -
tea: m Tee, -
wine: m Wein, ~e
beer: n Bier, ~e
armchair: m Sessel
plant: f Pflanze
flower: f Blume; Blüte
tree: m Baum, Bäume
table: m Tisch, ~e
desk: m Schreibtisch, ~e
screen: m Bildschirm, ~e; Leinwand
computer: m Computer; Rechner
remote control: f Fernbedienung
telephone: n Telefon, ~e
washing machine: f Waschmaschine
newspaper: f Zeitung
watch: f Armbanduhr, ~en
hair dryer: m Föhn, ~e; Haartrockner
candle: f Kerze
lamp: f Lampe
mirror: m Spiegel
curtain: m Vorhang, Vorhänge
window: n Fenster
door: f Tür, ~en
stairs: f Treppe
roof: n Dach, Dächer
wall: f Wand, Wände; Mauer
fence: m Zaun, Zäune
box: f Kiste; Schachtel, Karton
basket: m Korb, Körbe
bucket: m Eimer
broom: m Besen
hammer: m Hammer, Hämmer
saw: f Säge
screwdriver: m Schraubendreher; Schraubenzieher
shovel: f Schaufel
key: m Schlüssel
pen: m Stift, ~e; Kugelschreiber
pencil: m Bleistift, ~e
camera: f Kamera; Fotoapparat
microphone: n Mikrofon, ~e; Mikrophon
loudspeaker: m Lautsprecher
radio: n Radio
guitar: f Gitarre
electric guitar: f E-Gitarre
violin: f Geige; Violine
cello: n Cello
piano: n Klavier, ~e
grand piano: m Flügel
drum: f Trommel
flute: f Flöte
trumpet: f Trompete
accordion: n Akkordeon, ~s
harp: f Harfe
organ: f Orgel
hat: m Hut, Hüte
cap: f Mütze
helmet: m Helm, ~e
glasses: f Brille
sunglasses: f Sonnenbrille
shirt: n Hemd, ~en
dress: n Kleid, ~er
skirt: m Rock, Röcke
trousers: f Hose
jacket: f Jacke
coat: m Mantel, Mäntel
suit: m Anzug, Anzüge
shoe: m Schuh, ~e
boot: m Stiefel
glove: m Handschuh, ~e
scarf: m Schal, ~s
sock: f Socke
ring: m Ring, ~e
mask: f Maske
uniform: f Uniform, ~en
flag: f Flagge; Fahne
balloon: m Ballon, ~s; Luftballon
doll: f Puppe
toy: n Spielzeug, ~e
gun: f Waffe; Pistole, Gewehr
sword: n Schwert, ~er
cannon: f Kanone
house: n Haus, Häuser
building: n Gebäude
church: f Kirche
castle: n Schloss, Schlösser; Burg
palace: m Palast, Paläste
tower: m Turm, Türme
bridge: f Brücke
tunnel: m Tunnel
fountain: m Brunnen; Springbrunnen
lighthouse: m Leuchtturm, Leuchttürme
windmill: f Windmühle
mill: f Mühle
barn: f Scheune
tent: n Zelt, ~e
shop: n Geschäft, ~e; Laden
bakery: f Bäckerei
restaurant: n Restaurant, ~s; Gaststätte
school: f Schule
hospital: n Krankenhaus, Krankenhäuser
library: f Bibliothek, ~en; Bücherei
cinema: n Kino
theater: n Theater
stage: f Bühne
prison: n Gefängnis, Gefängnisse
station: m Bahnhof, Bahnhöfe
airport: m Flughafen, Flughäfen
factory: f Fabrik, ~en
office: n Büro
kitchen: f Küche
bathroom: n Badezimmer
bathtub: f Badewanne
room: n Zimmer; Raum
garden: m Garten, Gärten
park: m Park, ~s
street: f Straße
road: f Landstraße
square: m Platz, Plätze
city: f Stadt, Städte
village: n Dorf, Dörfer
harbour: m Hafen, Häfen
pier: m Steg, ~e; Pier
beach: m Strand, Strände
sea: n Meer, ~e
lake: m See, ~n
river: m Fluss, Flüsse
waterfall: m Wasserfall, Wasserfälle
mountain: m Berg, ~e; Gebirge
volcano: m Vulkan, ~e
valley: n Tal, Täler
cliff: f Klippe
forest: m Wald, Wälder
field: n Feld, ~er; Acker
meadow: f Wiese
desert: f Wüste
island: f Insel
sky: m Himmel
cloud: f Wolke
sun: f Sonne
moon: m Mond, ~e
star: m Stern, ~e
snow: m Schnee, -
rain: m Regen, -
fire: n Feuer
smoke: m Rauch, -
water: n Wasser, -
explosion: f Explosion
kiss: m Kuss, Küsse
handshake: m Händedruck, -; Handschlag
hand: f Hand, Hände
face: n Gesicht, ~er
eye: n Auge, ~n
foot: m Fuß, Füße
head: m Kopf, Köpfe
sign: n Schild, ~er; Verkehrsschild
logo: n Logo
map: f Karte; Landkarte
diagram: n Diagramm, ~e; Schaubild
slide: f Folie
whiteboard: f Tafel; Whiteboard
poster: n Plakat, ~e; Poster
label: n Etikett, ~en
title: m Titel
headline: f Überschrift, ~en; Schlagzeile
page: f Seite
t-shirt: n T-Shirt, ~s
price: m Preis, ~e
phone number: f Telefonnummer
address: f Adresse
email address: f E-Mail-Adresse
date: n Datum, Daten
website: f Webseite; Website, Internetadresse
name: w Name
money: n Geld, -
taxes: p Steuern; Steuer
war: m Krieg, ~e
peace: m Frieden, -
freedom: f Freiheit
democracy: f Demokratie
government: f Regierung
election: f Wahl, ~en
climate: n Klima, -
weather: n Wetter, -
music: f Musik, -
song: n Lied, ~er
art: f Kunst, -
history: f Geschichte
science: f Wissenschaft
work: f Arbeit, ~en
job: m Beruf, ~e
health: f Gesundheit, -
economy: f Wirtschaft, -
budget: n Budget, ~s; Haushalt
rent: f Miete
interview: n Interview, ~s
speech: f Rede
crowd: f Menschenmenge; Menge
applause: m Applaus, -
wedding: f Hochzeit, ~en
`;

/** Words before a noun, without their endings; those that take none end in `!`. */
export const ADJECTIVES = `red: rot; blue: blau; green: grün; yellow: gelb; black: schwarz; white: weiß; brown: braun; grey: grau; orange: orangefarben; pink: rosa!;
purple: lila!; big: groß; small: klein; long: lang; old: alt; young: jung; new: neu; open: offen; empty: leer; full: voll; bright: hell; dark: dunkel`;
