// German names of the built-in pack's labels: what people make, M to Z, food, landscapes and plants. How an entry is written: see names.ts.

export const MORE = `
magnetic compass: m Kompass, ~e
mailbag: m Postsack, Postsäcke
mailbox: m Briefkasten, Briefkästen
maillot (tights): n Gymnastiktrikot, ~s
maillot (swimsuit): m Badeanzug, Badeanzüge
manhole cover: m Kanaldeckel
maraca: f Maraca
marimba: f Marimba
mask: f Maske
matchstick: n Streichholz, Streichhölzer
maypole: m Maibaum, Maibäume
maze: n Labyrinth, ~e
measuring cup: m Messbecher
medicine chest: n Arzneischränkchen
megalith: w Megalith
microphone: n Mikrofon, ~e
microwave: f Mikrowelle
military uniform: f Militäruniform, ~en
milk can: f Milchkanne
minibus: m Kleinbus, Kleinbusse
miniskirt: m Minirock, Miniröcke
minivan: m Minivan, ~s
missile: f Rakete
mitten: m Fausthandschuh, ~e; Fäustling
mixing bowl: f Rührschüssel
mobile home: n Mobilheim, ~e
Model T: n Ford Modell T, Fords Modell T
modem: n Modem, ~s
monastery: n Kloster, Klöster
monitor: m Monitor, ~e
moped: n Moped, ~s
mortar: m Mörser
mortarboard: m Doktorhut, Doktorhüte
mosque: f Moschee
mosquito net: n Moskitonetz, ~e
motor scooter: m Motorroller
mountain bike: n Mountainbike, ~s
mountain tent: n Bergzelt, ~e
mouse: f Computermaus, Computermäuse
mousetrap: f Mausefalle
moving van: m Umzugswagen
muzzle: m Maulkorb, Maulkörbe
nail: m Nagel, Nägel
neck brace: f Halskrause
necklace: f Halskette
nipple: m Flaschensauger, Flaschensauger
notebook: n Notebook, ~s
obelisk: w Obelisk
oboe: f Oboe
ocarina: f Okarina
odometer: m Kilometerzähler
oil filter: m Ölfilter
organ: f Orgel
oscilloscope: n Oszilloskop, ~e
overskirt: m Überrock, Überröcke
oxcart: m Ochsenkarren
oxygen mask: f Sauerstoffmaske
packet: n Päckchen
paddle: n Paddel
paddlewheel: n Schaufelrad, Schaufelräder
padlock: n Vorhängeschloss, Vorhängeschlösser
paintbrush: m Pinsel
pajama: m Schlafanzug, Schlafanzüge
palace: m Palast, Paläste
panpipe: f Panflöte
paper towel: n Küchenpapier, -
parachute: m Fallschirm, ~e
parallel bars: m Barren
park bench: f Parkbank, Parkbänke
parking meter: f Parkuhr, ~en
passenger car: m Personenwagen (Zug), Personenwagen (Zug)
patio: f Terrasse
pay-phone: n Münztelefon, ~e
pedestal: m Sockel
pencil box: n Federmäppchen
pencil sharpener: m Bleistiftspitzer
perfume: n Parfüm, ~s
Petri dish: f Petrischale
photocopier: m Fotokopierer
pick: n Plektrum, Plektren
pickelhaube: f Pickelhaube
picket fence: m Lattenzaun, Lattenzäune
pickup: m Pick-up, ~s
pier: m Pier, ~s
piggy bank: n Sparschwein, ~e
pill bottle: f Tablettenflasche
pillow: n Kopfkissen; Kissen
ping-pong ball: m Tischtennisball, Tischtennisbälle
pinwheel: n Windrad, Windräder
pirate: n Piratenschiff, ~e
pitcher: m Krug, Krüge
plane: m Hobel
planetarium: n Planetarium, Planetarien
plastic bag: f Plastiktüte
plate rack: n Abtropfgestell, ~e
plow: m Pflug, Pflüge
plunger: m Pümpel, Pümpel
Polaroid camera: f Polaroidkamera
pole: f Stange
police van: m Polizeitransporter
poncho: m Poncho
pool table: m Billardtisch, ~e
pop bottle: f Limonadenflasche
pot: m Blumentopf, Blumentöpfe
potter's wheel: f Töpferscheibe
power drill: f Bohrmaschine
prayer rug: m Gebetsteppich, ~e
printer: m Drucker
prison: n Gefängnis, Gefängnisse
projectile: n Geschoss, ~e
projector: m Projektor, ~en
puck: m Puck, ~s
punching bag: m Boxsack, Boxsäcke
purse: f Geldbörse
quill: f Schreibfeder
quilt: f Steppdecke
racer: m Rennwagen
racket: m Schläger
radiator: m Heizkörper
radio: n Radio
radio telescope: n Radioteleskop, ~e
rain barrel: f Regentonne
recreational vehicle: n Wohnmobil, ~e
reel: f Angelrolle
reflex camera: f Spiegelreflexkamera
refrigerator: m Kühlschrank, Kühlschränke
remote control: f Fernbedienung
restaurant: n Restaurant, ~s
revolver: m Revolver
rifle: n Gewehr, ~e
rocking chair: m Schaukelstuhl, Schaukelstühle
rotisserie: m Drehspieß, ~e
rubber eraser: m Radiergummi
rugby ball: m Rugbyball, Rugbybälle
rule: n Lineal, ~e
running shoe: m Laufschuh, ~e
safe: m Tresor, ~e
safety pin: f Sicherheitsnadel
saltshaker: m Salzstreuer
sandal: f Sandale
sarong: m Sarong, ~s
sax: n Saxofon, ~e; Saxophon
scabbard: f Schwertscheide
scale: f Waage
school bus: m Schulbus, Schulbusse
schooner: m Schoner
scoreboard: f Anzeigetafel
screen: m Bildschirm, ~e
screw: f Schraube
screwdriver: m Schraubendreher
seat belt: m Sicherheitsgurt, ~e
sewing machine: f Nähmaschine
shield: m Schild (Waffe), Schilde (Waffen)
shoe shop: n Schuhgeschäft, ~e
shoji: m Shoji
shopping basket: m Einkaufskorb, Einkaufskörbe
shopping cart: m Einkaufswagen
shovel: f Schaufel
shower cap: f Duschhaube
shower curtain: m Duschvorhang, Duschvorhänge
ski: m Ski, Skier
ski mask: f Skimaske
sleeping bag: m Schlafsack, Schlafsäcke
slide rule: m Rechenschieber
sliding door: f Schiebetür, ~en
slot: w Spielautomat
snorkel: m Schnorchel
snowmobile: n Schneemobil, ~e
snowplow: m Schneepflug, Schneepflüge
soap dispenser: m Seifenspender
soccer ball: m Fußball, Fußbälle
sock: f Socke
solar dish: m Solarspiegel
sombrero: m Sombrero
soup bowl: f Suppenschüssel
space bar: f Leertaste
space heater: n Heizgerät, ~e
space shuttle: n Spaceshuttle, ~s; Raumfähre
spatula: m Pfannenwender
speedboat: n Rennboot, ~e
spider web: n Spinnennetz, ~e
spindle: f Spindel
sports car: m Sportwagen
spotlight: m Scheinwerfer
stage: f Bühne
steam locomotive: f Dampflokomotive
steel arch bridge: f Stahlbogenbrücke
steel drum: f Steeldrum, ~s
stethoscope: n Stethoskop, ~e
stole: f Stola, Stolen
stone wall: f Steinmauer
stopwatch: f Stoppuhr, ~en
stove: m Ofen, Öfen
strainer: n Sieb, ~e
streetcar: f Straßenbahn, ~en
stretcher: f Krankentrage
studio couch: n Schlafsofa
stupa: m Stupa
submarine: n U-Boot, ~e
suit: m Anzug, Anzüge
sundial: f Sonnenuhr, ~en
sunglass: n Sonnenbrillenglas, Sonnenbrillengläser
sunglasses: f Sonnenbrille
sunscreen: f Sonnencreme, ~s
suspension bridge: f Hängebrücke
swab: m Wischmopp, ~s
sweatshirt: n Sweatshirt, ~s
swimming trunks: f Badehose
swing: f Schaukel
switch: m Schalter
syringe: f Spritze
table lamp: f Tischlampe
tank: m Panzer
tape player: n Tonbandgerät, ~e
teapot: f Teekanne
teddy: w Teddybär
television: m Fernseher
tennis ball: m Tennisball, Tennisbälle
thatch: n Reetdach, Reetdächer
theater curtain: m Theatervorhang, Theatervorhänge
thimble: m Fingerhut, Fingerhüte
thresher: f Dreschmaschine
throne: m Thron, ~e
tile roof: n Ziegeldach, Ziegeldächer
toaster: m Toaster
tobacco shop: n Tabakgeschäft, ~e
toilet seat: m Toilettensitz, ~e
torch: f Fackel
totem pole: m Totempfahl, Totempfähle
tow truck: m Abschleppwagen
toyshop: n Spielzeuggeschäft, ~e
tractor: m Traktor, ~en
trailer truck: m Sattelzug, Sattelzüge
tray: n Tablett, ~s
trench coat: m Trenchcoat, ~s
tricycle: n Dreirad, Dreiräder
trimaran: m Trimaran, ~e
tripod: n Stativ, ~e
triumphal arch: m Triumphbogen, Triumphbögen
trolleybus: m Oberleitungsbus, Oberleitungsbusse
trombone: f Posaune
tub: m Bottich, ~e
turnstile: n Drehkreuz, ~e
typewriter keyboard: f Schreibmaschinentastatur
umbrella: m Regenschirm, ~e
unicycle: n Einrad, Einräder
upright: n Klavier, ~e
vacuum: m Staubsauger
vase: f Vase
vault: n Gewölbe
velvet: m Samt, -
vending machine: w Verkaufsautomat
vestment: n Messgewand, Messgewänder
viaduct: n Viadukt, ~e
violin: f Geige
volleyball: m Volleyball, Volleybälle
waffle iron: n Waffeleisen
wall clock: f Wanduhr, ~en
wallet: f Brieftasche
wardrobe: m Kleiderschrank, Kleiderschränke
warplane: n Kampfflugzeug, ~e
washbasin: n Waschbecken
washer: f Waschmaschine
water bottle: f Wasserflasche
water jug: m Wasserkrug, Wasserkrüge
water tower: m Wasserturm, Wassertürme
whiskey jug: m Whiskeykrug, Whiskeykrüge
whistle: f Pfeife
wig: f Perücke
window screen: n Fliegengitter
window shade: n Rollo
Windsor tie: f Schleifenkrawatte
wine bottle: f Weinflasche
wing: f Tragfläche
wok: m Wok, ~s
wooden spoon: m Kochlöffel
wool: m Wollstoff, ~e
worm fence: m Zickzackzaun, Zickzackzäune
wreck: n Schiffswrack, ~s
yawl: f Jolle
yurt: f Jurte
web site: f Webseite
comic book: m Comic, ~s
crossword puzzle: n Kreuzworträtsel
street sign: n Straßenschild, ~er
traffic light: f Ampel
book jacket: m Buchumschlag, Buchumschläge
menu: f Speisekarte
plate: m Teller, Teller
guacamole: f Guacamole, -
consomme: f Kraftbrühe
hot pot: m Eintopf, Eintöpfe
trifle: n Trifle, ~s
ice cream: n Eis, -; Eiscreme, Speiseeis
ice lolly: n Eis am Stiel, -
French loaf: n Baguette, ~s
bagel: m Bagel, ~s
pretzel: f Brezel
cheeseburger: m Cheeseburger
hotdog: m Hotdog, ~s
mashed potato: n Kartoffelpüree, -
head cabbage: m Kohlkopf, Kohlköpfe
broccoli: m Brokkoli, -
cauliflower: m Blumenkohl, -
zucchini: f Zucchini, Zucchini
spaghetti squash: m Spaghettikürbis, Spaghettikürbisse
acorn squash: m Eichelkürbis, Eichelkürbisse
butternut squash: m Butternusskürbis, Butternusskürbisse
cucumber: f Gurke
artichoke: f Artischocke
bell pepper: f Paprika
cardoon: f Kardone
mushroom: m Pilz, ~e
Granny Smith: m Granny-Smith-Apfel, Granny-Smith-Äpfel
strawberry: f Erdbeere
orange: f Orange
lemon: f Zitrone
fig: f Feige
pineapple: f Ananas, Ananas
banana: f Banane
jackfruit: f Jackfrucht, Jackfrüchte
custard apple: f Cherimoya
pomegranate: m Granatapfel, Granatäpfel
hay: n Heu, -
carbonara: p Spaghetti carbonara
chocolate sauce: f Schokoladensoße
dough: m Teig, ~e
meat loaf: m Hackbraten
pizza: f Pizza
potpie: f Pastete
burrito: m Burrito
red wine: m Rotwein, ~e
espresso: m Espresso
cup: f Tasse
eggnog: m Eierpunsch, -
alp: m hoher Berg, hohe Berge
bubble: f Blase
cliff: f Klippe
coral reef: n Korallenriff, ~e
geyser: m Geysir, ~e
lakeside: n Seeufer
promontory: f Landspitze
sandbar: f Sandbank, Sandbänke
seashore: f Meeresküste
valley: n Tal, Täler
volcano: m Vulkan, ~e
ballplayer: m Baseballspieler
groom: m Bräutigam, ~e
scuba diver: m Taucher
rapeseed: m Raps, -
daisy: n Gänseblümchen
yellow lady's slipper: m Gelber Frauenschuh, Gelbe Frauenschuhe; Frauenschuh
corn: m Mais, -
acorn: f Eichel
hip: f Hagebutte
buckeye: f Rosskastanie
coral fungus: m Korallenpilz, ~e
agaric: m Blätterpilz, ~e
gyromitra: f Lorchel
stinkhorn: f Stinkmorchel
earthstar: m Erdstern, ~e
hen-of-the-woods: m Klapperschwamm, Klapperschwämme
bolete: m Röhrling, ~e
ear: m Maiskolben
toilet tissue: n Toilettenpapier, -
`;
