"""Names and places for a company that does not exist; any likeness is chance."""

PREFIXES = (
    "Aallokon", "Haavikon", "Hallan", "Havupuron", "Hiekkarannan", "Honkaharjun", "Ilveslammen",
    "Iltaruskon", "Jokisuun", "Kallioniemen", "Kanervikon", "Katajaharjun", "Kielotien",
    "Koivukujan", "Korpisaaren", "Kuikkalahden", "Kuusikon", "Lehtisaaren", "Lepikon",
    "Lokkiluodon", "Lumikummun", "Lähdemäen", "Mäntyrannan", "Niittykulman", "Ojanvarren",
    "Orvokkipuiston", "Pajulahden", "Peltolinnan", "Pihlajamäen", "Poukaman", "Puistokulman",
    "Rantakiven", "Revontulen", "Ruskamaan", "Sataman", "Suvantorannan", "Tammipihan",
    "Tuomikujan", "Tyrskyn", "Vaahteramäen", "Valkolammen", "Vanhankylän", "Virtaniemen",
)  # fmt: skip
TRADES = (
    "Ateria", "Autohuolto", "Catering", "Eväspaja", "Hammashoito", "Hotelli", "Isännöinti",
    "Juhlapalvelu", "Kahvila", "Kauppahalli", "Kokoustila", "Konditoria", "Kuntokeskus",
    "Kylpylä", "Leipomo", "Lounaskeittiö", "Myllykauppa", "Panimo", "Parturi", "Puutarha",
    "Rakennus", "Ravintola", "Sisustus", "Taksipalvelu", "Tilitoimisto", "Toimistohotelli",
)  # fmt: skip
SWEDISH_PREFIXES = (
    "Björkbackens", "Ekdungens", "Fyrskärets", "Granlidens", "Havsvikens", "Klippuddens",
    "Lindallens", "Måsskärets", "Norrsundets", "Rönnbackens", "Sjöstrandens", "Solgläntans",
    "Tallmons", "Ängsbrunnens", "Öbackens",
)  # fmt: skip
SWEDISH_TRADES = (
    "Bageri", "Hotell", "Kafé", "Konditori", "Kontorshotell", "Lunchkök", "Restaurang", "Saluhall",
)  # fmt: skip
FIRST_NAMES = (
    "Aada", "Aino", "Antti", "Eero", "Elina", "Emma", "Hanna", "Heikki", "Helmi", "Henrik", "Iida",
    "Ilmari", "Inka", "Jaana", "Janne", "Jari", "Johanna", "Jukka", "Kaarina", "Kalle", "Katri",
    "Kirsi", "Lauri", "Leena", "Liisa", "Maija", "Marko", "Matti", "Mika", "Minna", "Noora",
    "Oskari", "Outi", "Paavo", "Petra", "Pirjo", "Riitta", "Saara", "Sami", "Sanna", "Tapio",
    "Tiina", "Timo", "Tuula", "Veera", "Venla", "Ville", "Väinö",
)  # fmt: skip
LAST_NAMES = (
    "Aaltonen", "Ahonen", "Anttila", "Hakala", "Halonen", "Harju", "Heino", "Hietala", "Hiltunen",
    "Holm", "Huttunen", "Jokela", "Järvi", "Kallio", "Karvonen", "Kettunen", "Kivelä", "Koivisto",
    "Korpela", "Kurki", "Laakso", "Lahti", "Lampinen", "Lehto", "Leppänen", "Lindholm", "Mattila",
    "Mäkelä", "Niemi", "Nurmi", "Ojala", "Paananen", "Pelkonen", "Peltola", "Rantanen", "Rinne",
    "Ruotsalainen", "Saarinen", "Salmi", "Sandberg", "Seppälä", "Suominen", "Toivonen", "Tuominen",
    "Uusitalo", "Vainio", "Westerlund", "Ylönen",
)  # fmt: skip
SWEDISH_FIRST_NAMES = (
    "Agneta", "Anders", "Britta", "Elsa", "Erik", "Freja", "Gunnar", "Ingrid", "Johan", "Karin",
    "Lars", "Linnea", "Magnus", "Maja", "Nils", "Sofia", "Sven", "Ulla",
)  # fmt: skip
SWEDISH_LAST_NAMES = (
    "Berglund", "Dahlberg", "Ekström", "Forsberg", "Granath", "Hedlund", "Lindgren", "Lundqvist",
    "Nyström", "Sandell", "Sjögren", "Söderlund", "Wikström", "Åkerman", "Öberg",
)  # fmt: skip
STREETS = (
    "Hämeenkatu", "Kauppakatu", "Kirkkokatu", "Koulukatu", "Kuusitie", "Linnankatu", "Mäntytie",
    "Niittykatu", "Puistotie", "Rantakatu", "Satamakatu", "Tehtaankatu", "Torikatu", "Vuorikatu",
)  # fmt: skip
SWEDISH_STREETS = (
    "Björkvägen", "Drottninggatan", "Hamngatan", "Kungsgatan", "Kyrkogatan", "Skolgatan",
    "Storgatan", "Strandvägen",
)  # fmt: skip
CITIES = (
    ("00100", "Helsinki"), ("00530", "Helsinki"), ("01300", "Vantaa"), ("02100", "Espoo"),
    ("11100", "Riihimäki"), ("13100", "Hämeenlinna"), ("15110", "Lahti"), ("20100", "Turku"),
    ("28100", "Pori"), ("33100", "Tampere"), ("40100", "Jyväskylä"), ("45100", "Kouvola"),
    ("48100", "Kotka"), ("50100", "Mikkeli"), ("53100", "Lappeenranta"), ("60100", "Seinäjoki"),
    ("70100", "Kuopio"), ("80100", "Joensuu"), ("87100", "Kajaani"), ("90100", "Oulu"),
    ("96100", "Rovaniemi"),
)  # fmt: skip
SWEDISH_SPEAKING = (
    ("10600", "Ekenäs"), ("06100", "Borgå"), ("65100", "Vasa"), ("68600", "Jakobstad"),
)  # fmt: skip
SWEDISH_CITIES = (
    ("111 20", "Stockholm"), ("411 03", "Göteborg"), ("582 22", "Linköping"),
    ("602 32", "Norrköping"), ("753 10", "Uppsala"), ("803 20", "Gävle"), ("903 26", "Umeå"),
    ("972 31", "Luleå"),
)  # fmt: skip
