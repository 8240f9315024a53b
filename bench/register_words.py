# ruff: noqa: SIM905, E501 -- lists of words read better as text
"""Words the generated register is made of. Everybody in it is invented; places are real, addresses are not."""

GIVEN = """
Anna Anne Hanna Hannah Johanna Lena Lea Laura Lara Luise Luisa Maria Marie Mia Marlene Martha Clara Klara Charlotte
Emilia Emma Ella Frieda Greta Helena Ida Ina Jana Jule Julia Juliane Karin Katja Katrin Kerstin Kristin Lotte Mandy
Melanie Monika Nadine Nele Nicole Nora Paula Petra Renate Ronja Sabine Sandra Sarah Silke Simone Sophie Stefanie
Susanne Tanja Theresa Ulrike Ursula Uta Ute Vera Yvonne Heike Birgit Angela Antje Beate Cornelia Doreen Elke
Franziska Alexander Anton Arne Axel Ben Benjamin Bernd Bruno Carl Karl Christian Christoph Christopher Daniel David
Dieter Dirk Eike Emil Enrico Erik Felix Finn Florian Frank Friedrich Georg Gerd Gustav Hannes Hans Heiko Heinrich
Henrik Henry Holger Ingo Jakob Jan Jana Jannis Jens Jonas Jonathan Jörg Johannes Jürgen Kai Karsten Klaus Konrad
Kurt Lars Lasse Leon Leonard Lennart Linus Lothar Lukas Maik Malte Manfred Marco Marcel Mario Markus Martin Mathias
Matthias Max Maximilian Michael Mirko Moritz Nico Nils Norbert Ole Olaf Oskar Otto Paul Peter Philipp Rainer Ralf
Rene Rico Robert Roland Ronny Sebastian Simon Stefan Steffen Sven Theo Thomas Till Tilo Tim Tobias Tom Torsten
Thorsten Udo Uwe Volker Walter Werner Wolfgang Oksana Olena Iryna Kateryna Natalija Tetiana Andrij Dmytro Mykola
Oleksandr Serhij Taras Wolodymyr Agnieszka Katarzyna Małgorzata Piotr Paweł Krzysztof Tomáš Jiří Lukáš Zdeněk Jitka
Lenka Ahmed Ali Amira Fatima Hassan Ibrahim Layla Mohammed Nour Omar Samir Yasmin Zeynep Elif Emre Mehmet Ayşe Minh
Linh Thanh Emily Grace James Olivia Oliver Harry Jack Amelia Hans-Peter Karl-Heinz Anna-Lena Eva-Maria Ann-Kathrin
Klaus-Dieter
""".split()

FAMILY = """
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid
Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon
Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
Pfeiffer Nowak Novák Kowalski Wiśniewski Svoboda Dvořák Procházka Shevchenko Kovalenko Bondarenko Melnyk Tkachenko
Nguyen Tran Yılmaz Demir Kaya Al-Hassan Haddad Smith Jones Taylor Brown Wilson Walker Noack Lindner Uhlig Hempel
Kretzschmar Zschoche Naumann Petzold Rößler Löffler Büttner Götze Hänsel Jähnig Körner Mühlbach Thümmler Wünsche
Zöllner von-Arnim
""".split()
FAMILY_STARTS = """
Berg Birk Breit Dorn Eich Eisen Erl Falken Feld Fink Frei Gold Grün Hasel Heid Hirsch Hoch Hopf Immen Kalt Kirch
Kron Lang Leder Linden Löwen Mühl Nieder Ober Oster Pfann Rauch Reich Rosen Rüb Sand Schön Silber Stein Stern Tann
Uhlen Voss Wald Wein Weiden Wies Wind Ziegel
""".split()
FAMILY_ENDS = """
bach bauer baum beck berg berger brandt bruck dorf egger eisen feld felder fuß garten graf haupt haus hofer holz
horn huber kamp lein leitner mann meier meister müller mund reuter richter rieder schmidt stein thal wald weber
winkler zweig
""".split()

PLACES = [
    ("Leipzig", ("04103", "04105", "04107", "04109", "04155", "04177", "04229", "04275", "04277", "04315", "04347"), 30),
    ("Halle (Saale)", ("06108", "06110", "06114", "06120"), 8), ("Markkleeberg", ("04416",), 3), ("Borna", ("04552",), 3),
    ("Grimma", ("04668",), 3), ("Wurzen", ("04808",), 3), ("Oschatz", ("04758",), 3), ("Torgau", ("04860",), 3),
    ("Delitzsch", ("04509",), 3), ("Eilenburg", ("04838",), 3), ("Schkeuditz", ("04435",), 2), ("Taucha", ("04425",), 2),
    ("Döbeln", ("04720",), 2), ("Leisnig", ("04703",), 1), ("Mügeln", ("04769",), 1), ("Dahlen", ("04774",), 1),
    ("Bad Düben", ("04849",), 1), ("Belgern-Schildau", ("04874",), 1), ("Naunhof", ("04683",), 1), ("Zwenkau", ("04442",), 1),
    ("Pegau", ("04523",), 1), ("Groitzsch", ("04539",), 1), ("Frohburg", ("04654",), 1), ("Geithain", ("04643",), 1),
    ("Colditz", ("04680",), 1), ("Rötha", ("04571",), 1), ("Böhlen", ("04564",), 1), ("Markranstädt", ("04420",), 1),
    ("Brandis", ("04821",), 1), ("Bad Lausick", ("04651",), 1), ("Altenburg", ("04600",), 2), ("Zeitz", ("06712",), 2),
    ("Merseburg", ("06217",), 2), ("Weißenfels", ("06667",), 2), ("Naumburg (Saale)", ("06618",), 2), ("Flöha", ("09557",), 1),
    ("Chemnitz", ("09111", "09112", "09126"), 5), ("Dresden", ("01067", "01097", "01099", "01307"), 6),
]  # fmt: skip
"""Municipality, post codes, and how many come from there."""

STREETS = """
Hauptstraße Bahnhofstraße Gartenstraße Schulstraße Dorfstraße Lindenstraße Bergstraße Karl-Liebknecht-Straße
Lützner-Straße Georg-Schwarz-Straße Könneritzstraße Eisenbahnstraße Dresdner-Straße Leipziger-Straße Markt
Kirchplatz Mühlgasse Brückenweg Am-Anger Spinnereistraße Weberstraße Goethestraße Schillerstraße Rosa-Luxemburg-
Straße Feldweg Ringstraße Südplatz Nordstraße Wiesenweg Schloßstraße Färbergasse Gerberstraße Oststraße Zum-Bahnhof
Hafenstraße
""".split()

KINDS_IN_TOWN = """
Kunstverein Heimatverein Kulturhaus Stadtbibliothek Musikschule Volkshochschule Jugendclub Soziokulturzentrum
Handwerkskammer Tourismusverein Gewerbeverein Sportverein Theaterverein Filmclub Mehrgenerationenhaus Gründerzentrum
Wirtschaftsförderung Stadtmarketing Naturfreunde Chorgemeinschaft Geschichtswerkstatt Landfrauenverein
Feuerwehrverein Museumsverein Schützenverein Karnevalsverein Posaunenchor Bürgerstiftung Kreativzentrum
Seniorentreff
""".split()
TRADES = """
Tischlerei Druckerei Metallbau Fotostudio Architekturbüro Grafikdesign Keramikwerkstatt Buchbinderei Goldschmiede
Schneiderei Softwareentwicklung Filmproduktion Tonstudio Möbelbau Gartenbau Instrumentenbau Bäckerei Elektrotechnik
Werbeagentur Unternehmensberatung Puppentheater Textilmanufaktur Glasbläserei Lichttechnik Veranstaltungstechnik
""".split()
FIRST_PARTS = """
Werk Klang Bild Licht Stadt Raum Holz Form Farb Garn Papier Netz Zeit Wort Sprung Quer Nord Süd West Ost Kupfer Glas
Lehm Stoff Ton Druck Film Spiel Wander Blau Rot Grün Neu Alt Frei Gross Klein Wasser Feuer Wind Moor Elster Mulde
Pleisse Parthe Auen Linden Eichen Kirsch Apfel Hafen Kran Gleis Weichen Schlot Ziegel
""".split()
SECOND_PARTS = """
haus halle hof raum werk kollektiv labor fabrik manufaktur atelier bühne garten kontor speicher schmiede stube bude
kombinat kammer zirkel bund kreis netz brücke insel turm tor kiosk küche laden salon studio lager
""".split()
ENGLISH = """
Bright Northern River Paper Copper Velvet Signal Common Open Silver Hollow Linden Harbour Foundry Rocket Maple Quiet
Second Third Golden Iron Thread Lantern Meadow Orbit Pixel Tandem Urban Vivid Willow
""".split()
ENGLISH_NOUNS = """
Studio Collective Works Makers Games Pictures Records Lab Labs Design Media Theatre Press Ventures Consulting Space
Society Trust Network Systems
""".split()
BRANDS = """
Mabelo Kauffix Drogella Bauwelt24 Optikus Fahrradprofi Lernpunkt Pflegestern Textilfritz Backwunder Reisekontor
Hörfein Zahnlicht Computerdoc Gartenprinz Möbelkiste Schuhtempel Fitnessgarten
""".split()
FORMS = [
    "e. V.",
    "e.V.",
    "GmbH",
    "gGmbH",
    "UG (haftungsbeschränkt)",
    "GbR",
    "eG",
    "AG",
    "GmbH & Co. KG",
    "e.K.",
    "KG",
    "",
]
ENGLISH_FORMS = ["Ltd", "GmbH", "UG", "", "Ltd."]
FREEMAIL = ["gmx.de", "web.de", "gmail.com", "t-online.de", "posteo.de", "freenet.de", "outlook.com"]
