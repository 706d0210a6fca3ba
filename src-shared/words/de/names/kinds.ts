// German names of the detector's eighty kinds. How an entry is written: see names.ts.

export const KINDS = `
person: f Person, ~en; Fußgänger, Fußgängerin
bicycle: n Fahrrad, Fahrräder; Rad, Velo
car: n Auto; Wagen, PKW
motorcycle: n Motorrad, Motorräder
airplane: n Flugzeug, ~e; Flieger
bus: m Bus, Busse; Omnibus
train: m Zug, Züge; Eisenbahn, Bahn
truck: m Lastwagen; LKW, Laster, Lastkraftwagen
boat: n Boot, ~e; Kahn
traffic light: f Ampel; Verkehrsampel
fire hydrant: w Hydrant
stop sign: n Stoppschild, ~er
parking meter: f Parkuhr, ~en
bench: f Bank, Bänke; Parkbank, Sitzbank
bird: m Vogel, Vögel
cat: f Katze; Kater
dog: m Hund, ~e
horse: n Pferd, ~e; Ross
sheep: n Schaf, ~e
cow: f Kuh, Kühe; Rind
elephant: w Elefant
bear: w Bär
zebra: n Zebra
giraffe: f Giraffe
backpack: m Rucksack, Rucksäcke
umbrella: m Regenschirm, ~e; Schirm
handbag: f Handtasche
tie: f Krawatte; Schlips
suitcase: m Koffer
frisbee: n Frisbee, ~s
skis: p Skier; Ski, Schi
snowboard: n Snowboard, ~s
sports ball: m Ball, Bälle
kite: m Drachen
baseball bat: m Baseballschläger
baseball glove: m Baseballhandschuh, ~e
skateboard: n Skateboard, ~s
surfboard: n Surfbrett, ~er
tennis racket: m Tennisschläger
bottle: f Flasche
wine glass: n Weinglas, Weingläser
cup: f Tasse; Becher
fork: f Gabel
knife: n Messer
spoon: m Löffel
bowl: f Schüssel; Schale
banana: f Banane
apple: m Apfel, Äpfel
sandwich: n Sandwich, ~es; belegtes Brot
orange: f Orange; Apfelsine
broccoli: m Brokkoli, -; Broccoli
carrot: f Karotte; Möhre
hot dog: m Hotdog, ~s
pizza: f Pizza
donut: m Donut, ~s; Krapfen
cake: m Kuchen; Torte
chair: m Stuhl, Stühle
couch: n Sofa; Couch
potted plant: f Topfpflanze; Zimmerpflanze
bed: n Bett, ~en
dining table: m Esstisch, ~e; Tisch
toilet: f Toilette; Klo, WC
tv: m Fernseher; Fernsehgerät
laptop: m Laptop, ~s
mouse: f Computermaus, Computermäuse; Maus
remote: f Fernbedienung
keyboard: f Tastatur
cell phone: n Handy; Mobiltelefon, Smartphone
microwave: f Mikrowelle
oven: m Backofen, Backöfen; Ofen, Herd
toaster: m Toaster
sink: n Waschbecken; Spüle, Spülbecken
refrigerator: m Kühlschrank, Kühlschränke
book: n Buch, Bücher
clock: f Uhr, ~en; Wanduhr
vase: f Vase
scissors: f Schere
teddy bear: w Teddybär; Teddy
hair drier: m Föhn, ~e; Haartrockner
toothbrush: f Zahnbürste
`;
