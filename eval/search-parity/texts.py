"""Texts that tokenizers are trained on and tested with. Their words are ours."""

CORPUS = [
    "a photo of a dog", "a photo of a cat on a sofa", "two people walk along the river at night",
    "this is a photo of a red car.", "the man in the blue coat opens a door", "a bowl of soup, some bread and a glass of water",
    "an old steam train crosses the bridge", "children play football on the beach", "It's raining: they don't care!",
    "ein Hund läuft über die Straße", "une fille lit un livre près de la fenêtre", "el niño come una manzana",
    "собака бежит по улице", "猫がソファで寝ている", "一只狗在跑", "كلب يجري في الشارع", "dogs and cats, 1950-1960",
    "who says what? when, where & why...", "the year 2024 was #1 (of 3)", "naïve café, smörgåsbord",
] * 3

QUERIES = [
    "a dog", "A Photo of a DOG!", "two people, walking; at night...", "", "   ", "it's the man's coat, isn't it?",
    "ein Hund über die Straße", "собака бежит", "猫がソファで寝ている", "كلب يجري", "naïve café", "nai\u0308ve cafe\u0301",
    "cats & dogs @ 10:30 (#1) 100%", "tabs\tand\nnew lines   and   spaces", "🐶 on a 🛋️", "ﬁve ½ Ⅳ",
    "the old steam train crosses the bridge over the river at night while children play football on the beach and " * 3,
]
