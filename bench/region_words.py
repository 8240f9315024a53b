# ruff: noqa: E501 -- tables with one row a line
"""Words of an invented region: what people ask for and offer, said four times in words of its own.

A row is one thing that can be needed and offered: as a need and as an offer in German, as a need and as an offer in
English. The four share as few words as people would who do not know each other. Written for Aufwind; no source.
"""

from __future__ import annotations

CONCEPTS = """
textile | Webstuhl für unsere Ausstellung gesucht | Handweberei verleiht funktionsfähige Geräte | A loom for visitors to try | We hire out equipment from our hand weaving mill
textile | Näherin für Theaterkostüme | Maßschneiderei fertigt Bühnengarderobe | Somebody to sew costumes for our play | Bespoke tailoring of stage garments
textile | Alte Fahnen müssen gereinigt werden | Restauratorin für Stoffe und Stickereien | Our historic banners need cleaning | Textile conservation and embroidery repair
textile | Kleine Auflage bedruckter Stofftaschen | Siebdruck auf Baumwolle ab zwanzig Stück | Printed tote bags in a short run | Screen printing on cotton from twenty pieces
textile | Wolle aus der Region verspinnen lassen | Spinnerei nimmt Schurwolle von Schäfereien | Turning local fleece into yarn | Mill that spins raw wool for sheep farmers
textile | Schutzkleidung in Sondergrößen | Konfektion von Arbeitskleidung nach Maß | Workwear in unusual sizes | Made-to-measure protective clothing
textile | Polsterung alter Kinosessel | Sattlerei bezieht Stühle neu | Seats of our cinema need new covers | Upholsterer re-covers chairs and benches
textile | Leuchtende Stoffe für eine Modenschau | Gewebe mit eingearbeiteten LED-Fäden | Glowing fabric for the catwalk | Smart textiles with woven-in light
wood | Treppe im denkmalgeschützten Haus erneuern | Tischlerei für historische Stufen und Geländer | Renewing stairs in a listed house | Joiner for period steps and banisters
wood | Spielzeug für den Weihnachtsmarkt | Drechslerei aus dem Erzgebirge liefert Figuren | Toys for our Christmas fair | Wood turner delivers hand-made figurines
wood | Möbel für ein kleines Café | Schreiner baut Tische und Bänke aus Eiche | Furniture for a small coffee house | Carpenter makes oak tables and benches
wood | Restholz sinnvoll verwenden | Sägewerk gibt Späne und Abschnitte ab | What to do with offcuts from our joinery | Takes over wood waste for briquettes
wood | Fachwerk auf Schäden prüfen | Zimmermann begutachtet Balken | Is our timber frame still sound? | Inspection of beams by a master framer
wood | Bausatz aus Sperrholz für Kinder | Lasercut-Werkstatt schneidet dünne Platten | A plywood kit for children | Laser cutting of thin boards for models
wood | Boot aus Lärche instand setzen | Bootsbauer repariert Kähne | Fixing a larch rowing boat | Boat builder mends wooden hulls
metal | Kunstschmied für ein Tor | Schlosserei mit Esse fertigt Gitter | An artist blacksmith for our gate | Forge makes railings and ornamental ironwork
metal | Zahnrad für eine alte Turmuhr nachfertigen | Feinmechanik dreht Einzelteile | Replacing a cog in a church clock | Precision shop turns single parts
metal | Glocke gießen lassen | Gießerei für Bronze und Messing | Casting a bell for the chapel | Foundry working in bronze and brass
metal | Goldschmiedin für Jubiläumsanhänger | Schmuckwerkstatt macht Kleinserien | Pendants for our anniversary | Jeweller produces small series
metal | Blechteile beschichten | Pulverlack in allen Farben | Coating sheet parts | Powder paint in any colour
metal | Schweißkurs für Künstlerinnen | Meisterbetrieb zeigt Lichtbogen und Autogen | Artists want to learn welding | Master workshop teaches arc and gas techniques
metal | Prototyp eines Gehäuses aus Aluminium | Fräsen auf fünf Achsen ab Stück eins | First sample of an aluminium casing | Five-axis milling from one piece
glass | Kirchenfenster hat Sprünge | Bleiverglasung wird wieder dicht | Cracked stained glass in our church | Leaded light repairs
glass | Mundgeblasene Kugeln als Geschenk | Glasbläser mit Schauwerkstatt | Hand-blown baubles as gifts | Glass artist with an open studio
ceramics | Geschirr mit eigenem Dekor | Manufaktur brennt Teller und Tassen | Plates carrying our own pattern | Pottery fires tableware to order
ceramics | Kachelofen im Museum soll wieder heizen | Ofensetzer baut und wartet | The tiled stove should heat again | Stove fitter builds and services
ceramics | Ton aus der Grube verwerten | Ziegelei formt Steine von Hand | Using clay from our pit | Brickworks moulds by hand
music | Orgel klingt verstimmt | Pfeifen stimmen und reinigen | The organ is out of tune | Tuning and cleaning of pipes
music | Band für das Sommerfest | Trio spielt Jazz und Folk | A group to play at our summer party | Jazz and folk trio for open-air evenings
music | Probenraum für ein Streichquartett | Saal mit Flügel stundenweise frei | Somewhere for a quartet to rehearse | Hall with grand piano by the hour
music | Klaviere für die Musikschule überholen | Klavierbauer erneuert Saiten und Hämmer | Reconditioning school pianos | Piano maker renews strings and hammers
music | Ton für unseren Imagefilm | Komponist schreibt Filmmusik | A soundtrack for our company clip | Composer of scores for moving pictures
music | Aufnahme eines Chores | Mobiles Studio für Konzertmitschnitte | Recording a choir | Mobile studio captures live performances
music | Geigenbauer für Leihinstrumente | Werkstatt für Streichinstrumente vermietet | Violins to borrow for pupils | Luthier rents out string instruments
stage | Lichttechnik für Freilichtbühne | Veranstaltungstechnik mit Scheinwerfern | Lighting for an open-air stage | Event technicians with spotlights
stage | Puppenspiel für den Kindergarten | Figurentheater kommt mit Koffer | A puppet show for nursery children | Travelling marionette players
stage | Choreografin für ein Stadtjubiläum | Tanzcompagnie entwickelt Stücke mit Laien | Somebody to stage dance with citizens | Dance company works with amateurs
stage | Moderation eines Fachtags | Sprecherin führt durch Veranstaltungen | A host for our conference | Presenter guides through events
stage | Bühnenbild günstig lagern | Fundus mit freien Hallenflächen | Where to keep stage scenery | Depot with free floor space for props
stage | Improvisation als Training für Führungskräfte | Schauspieler geben Seminare | Improv to train our managers | Actors run workshops for leaders
film | Film über unser Handwerk | Videografen drehen Porträts von Betrieben | A documentary on our craft | Camera team portrays workshops
film | Luftbilder vom Gelände | Drohnenpilot mit Genehmigung | Views of the site from above | Licensed drone photography
film | Produktfotos für den Katalog | Fotostudio lichtet Waren freigestellt ab | Pictures of goods for a catalogue | Studio shoots merchandise on white
film | Alte Filmrollen digitalisieren | Abtastung von Super 8 und 16 mm | Saving old reels | Scanning of cine film
film | Erklärvideo für Förderprogramm | Trickfilm in zwei Minuten | Explaining our grant in a short clip | Animation studio makes explainers
film | Untertitel in drei Sprachen | Übersetzer für Filme und Reden | Subtitles in three languages | Translators for speech and screen
film | Podcast aus dem Bergbaurevier | Radiomacherin schneidet Beiträge | A podcast from the mining district | Audio journalist edits features
games | Spiel zur Stadtgeschichte | Studio entwickelt Mobile Games | A game about our town's past | Developers of mobile play
games | Virtueller Rundgang durch die Burg | VR-Brillen und begehbare 3D-Modelle | Walking through the castle without being there | Headsets and walkable models
games | Lernspiel für die Berufswahl | Agentur für Gamification | Playful career guidance | Gamification agency
games | Escape-Room im Heimatmuseum | Rätselräume planen und bauen | Riddles inside our local museum | Escape game designers and builders
games | Augmented Reality im Schaufenster | Erweiterte Bilder auf dem Smartphone | Making shop windows come alive | Overlays on the phone camera
web | Webseite für unseren Verein | Agentur programmiert Auftritte im Netz | A home page for our club | Web developers build internet presences
web | Onlineshop für Honig | Versandlösung mit Warenkorb und Bezahlung | Selling honey on the internet | E-commerce with basket and payment
web | Belegungsplan für die Werkstatt | Buchungssoftware für Räume | Knowing who uses the workshop when | Reservation system for rooms
web | Daten aus Tabellen endlich ordnen | Datenbanken für kleine Betriebe | Our spreadsheets are a mess | Databases for small firms
web | Angriffe auf unser Netzwerk abwehren | Beratung zu IT-Sicherheit | Protecting our network from attacks | Cyber security consultants
web | App für Besucher mit Karten | Programmierer für iOS und Android | A visitor application with maps | Coders for iPhone and Android
web | Kassensystem für den Museumsladen | Kasse mit Lagerverwaltung | Till for the museum store | Point of sale with stock keeping
museum | Objekte dreidimensional erfassen | Scan-Dienst mit Streifenlicht | Capturing exhibits in three dimensions | Structured light scanning service
museum | Vitrinen für empfindliche Stücke | Ladenbau mit Sicherheitsglas | Cases for fragile pieces | Fitters of secure glass showcases
museum | Inventar fehlt in digitaler Form | Dokumentare erfassen Sammlungen | Our collection is not catalogued | Archivists record holdings
museum | Kuratorin für eine Schau über Kohle | Ausstellungsmacher mit Schwerpunkt Industrie | Somebody to curate a display on coal | Exhibition makers for industrial subjects
museum | Klima im Depot überwachen | Fühler für Feuchte und Temperatur | Watching humidity in the store | Sensors for climate monitoring
museum | Texte in Leichter Sprache | Büro für verständliche Sprache | Panels that everybody can read | Plain language writers
museum | Audioguide für Kinder | Hörspiele zum Entdecken | Sound tour for kids | Producers of radio plays for young ears
museum | Nachlass eines Malers bewerten | Gutachter für Kunst und Antiquitäten | What is the painter's estate worth? | Appraiser of art and antiques
museum | Leihgaben sicher transportieren | Kunstspedition mit Klimafahrzeug | Moving loans safely | Fine art haulage in conditioned vans
heritage | Dach der Mühle undicht | Dachdecker für Schiefer und Biberschwanz | The mill's roof leaks | Slate and plain tile roofer
heritage | Lehmputz im Bauernhaus | Handwerker verarbeitet Naturbaustoffe | Earthen plaster in a farm house | Builder using natural materials
heritage | Feuchte Mauern im Schloss | Bauphysiker saniert Altbauten | Damp walls at the manor | Engineer rehabilitates old buildings
heritage | Denkmalförderung verstehen | Architektin begleitet Anträge bei der Behörde | Making sense of monument grants | Architect supports applications to authorities
heritage | Steinfiguren im Park verwittern | Steinmetz und Bildhauer ergänzt Formen | Statues in the park are crumbling | Stonemason completes sculptures
heritage | Wandmalerei freilegen | Restaurierung von Fresken und Putz | Uncovering painted walls | Fresco and render conservation
heritage | Industriebrache neu nutzen | Projektentwickler für leere Fabriken | New life for a derelict works | Developer of vacant factories
heritage | Ahnen unserer Firma erforschen | Historiker schreiben Unternehmensgeschichten | Digging into the past of our firm | Historians write company chronicles
design | Logo und Erscheinungsbild | Grafikerin gestaltet Marken | A visual identity | Graphic artist shapes brands
design | Verpackung ohne Plastik | Designer für Schachteln aus Pappe | Wrapping without plastics | Carton packaging designers
design | Produkt soll schöner werden | Industriedesign von der Skizze zum Muster | Our device should look better | Product designers from sketch to model
design | Wegweiser im Krankenhaus | Leitsysteme und Beschilderung | Finding one's way in the clinic | Signage and wayfinding
design | Messestand für zwei Tage | Standbauer mit Mietsystem | Booth for a two-day fair | Rental stand builders
design | Illustrationen für ein Kinderbuch | Zeichnerin arbeitet mit Aquarell | Pictures for a children's book | Watercolour illustrator
design | Innenräume der Bibliothek umgestalten | Innenarchitektin plant Lesebereiche | Reshaping the library's interior | Interior architect plans reading areas
print | Bücher binden | Buchbinderei in dritter Generation | Binding our books | Bindery in third generation
print | Plakate im Hochdruck | Werkstatt mit Bleisatz und Presse | Letterpress posters | Studio with lead type
print | Broschüre in kleiner Auflage | Digitaldruckerei liefert über Nacht | A leaflet in low numbers | Overnight digital printers
print | Karten der Wanderwege zeichnen | Kartografin erstellt Pläne | Drawing hiking maps | Cartographer produces plans
print | Urkunden von Hand schreiben | Kalligraf mit Feder und Tusche | Hand-lettered certificates | Calligrapher using pen and ink
print | Faltschachteln stanzen | Kartonagenfabrik mit freien Kapazitäten | Die-cut boxes | Cardboard factory has spare capacity
food | Käse für den Hofladen | Molkerei mit Ziegenmilch | Cheese for our farm shop | Goat milk dairy
food | Essen für hundert Gäste | Catering aus heimischen Zutaten | Feeding a hundred people | Caterers cooking local produce
food | Äpfel zu Saft pressen | Mobile Mosterei kommt ins Dorf | Turning apples into juice | Travelling cider press
food | Bier mit eigenem Etikett | Brauhaus macht Sondersude | Beer under our own label | Brewery makes special batches
food | Brotbackkurs im Lehmofen | Bäckermeister unterrichtet Sauerteig | Learning to bake bread | Master baker teaches sourdough
food | Kräuter trocknen und abfüllen | Lohnabfüllung für Tee und Gewürze | Drying and bagging herbs | Contract filling of teas and spices
food | Überschüssiges Gemüse verwerten | Küche kocht ein und konserviert | Too many vegetables left | Preserving kitchen makes pickles
food | Schulküche neu ausstatten | Planer für Großküchen | Fitting out a school kitchen | Commercial kitchen planners
tourism | Radtour mit Rast und Gepäck | Reiseveranstalter für Fahrradferien | Cycling trip with luggage transfer | Bicycle holiday operator
tourism | Gästeführer für polnische Gruppen | Stadtrundgänge auf Polnisch und Tschechisch | Guides for groups from Poland | City walks in Slavic languages
tourism | Übernachtung für Stipendiaten | Pension mit Monatsrabatt | Beds for artists in residence | Guest house with monthly rates
tourism | Wanderreiten anbieten | Hof mit Pferden und Boxen | We plan trail riding | Stable with horses and boxes
tourism | Reisende per Kutsche abholen | Fuhrunternehmen mit Planwagen | Fetching travellers by carriage | Coachman owns covered wagons
tourism | Nachtwanderung mit Sternen | Astronom zeigt den Himmel | A night walk under stars | Astronomer explains the sky
education | Praktikum in der Werkstatt für Schüler | Betrieb nimmt Jugendliche für zwei Wochen | Work experience for pupils | Firm welcomes teenagers for a fortnight
education | Lehrling für Polsterei | Schulabgänger möchte Handwerk lernen | Apprentice wanted for upholstery | School leaver eager to learn a trade
education | Deutschkurs für neue Kollegen | Sprachlehrerin unterrichtet im Betrieb | Language lessons for new staff | German teacher comes to the company
education | Roboter im Unterricht | Technikbaukästen und Begleitung für Klassen | Robots for the classroom | Tech kits and coaching for schools
education | Programmieren für Mädchen | Ferienlager mit Code und Lötkolben | Girls should learn coding | Holiday camp on software and soldering
education | Fortbildung zu Konflikten | Mediatorin schult Teams | Training on conflicts | Mediator coaches teams
education | Buchhaltung verstehen lernen | Kurse in Finanzen für Selbstständige | Understanding book-keeping | Finance classes for freelancers
education | Erste Hilfe auf Baustellen | Ausbilder für Rettung und Brandschutz | First aid on building sites | Rescue and fire safety instructors
education | Yoga am Arbeitsplatz | Bewegungstrainerin für Betriebe | Yoga in the office | Exercise coach for companies
marketing | Bekannter werden auf Instagram | Beraterin für soziale Medien | Becoming visible on Instagram | Social media adviser
marketing | Pressetext für Neueröffnung | Journalist schreibt Meldungen | News release for an opening | Reporter drafts announcements
marketing | Kunden in Tschechien finden | Vertriebspartner mit Büro in Prag | Finding buyers in Bohemia | Sales agent based in Prague
marketing | Was denken unsere Gäste? | Meinungsforschung und Umfragen | What do our visitors think? | Surveys and opinion research
marketing | Slogan auf Englisch | Werbetexterin mit Muttersprache Englisch | An English tagline | Native copywriter
marketing | Newsletter wird kaum gelesen | Fachleute für E-Mail-Kampagnen | Nobody opens our newsletter | E-mail campaign experts
marketing | Dorfladen braucht Kundschaft | Ortsmarketing für kleine Zentren | Our village store needs customers | Promotion of small town centres
funding | Antrag bei Interreg schreiben | Büro für europäische Fördermittel | Writing an Interreg bid | European grant office
funding | Geld von vielen sammeln | Plattform für Schwarmfinanzierung | Collecting money from the crowd | Crowdfunding platform
funding | Sponsor für Jugendorchester | Stiftung unterstützt junge Musiker | Sponsor for a youth orchestra | Foundation supports young players
funding | Kredit für neue Maschinen | Bürgschaften und Darlehen für Mittelstand | Loan for new machinery | Guarantees and credit for small business
funding | Verwendungsnachweis fällt schwer | Abrechnung von Zuwendungen als Dienst | Proof of use is beyond us | Accounting of public grants as a service
funding | Gründerin ohne Eigenkapital | Mikrofinanz und Beratung zum Start | Founder without equity | Start-up micro-finance
space | Atelier mit Nordlicht | Leere Etage in alter Spinnerei | Studio with northern light | Vacant floor in a former mill
space | Lagerhalle am Gleis | Grundstück mit Bahnanschluss | Storage beside a railway | Plot with rail siding
space | Schreibtisch zwei Tage pro Woche | Coworking im Bahnhof | Desk for two days a week | Shared office in the station
space | Laden für drei Monate | Zwischennutzung leerer Schaufenster | A shop for a quarter | Temporary use of empty windows
space | Küche für Lebensmittelgründer | Zertifizierte Gewerbeküche zu teilen | Kitchen for food founders | Certified kitchen to share
space | Ort für Hochzeiten im Grünen | Gutshof mit Scheune und Park | Wedding venue in the countryside | Estate with barn and gardens
space | Garage für Oldtimerfreunde | Schrauberhalle mit Hebebühne | Somewhere to tinker with vintage cars | Garage with lifting platform
space | Gelände für ein Festival | Wiese am See mit Strom und Wasser | Grounds for a festival | Lakeside meadow with power and water
logistics | Pakete klimafreundlich zustellen | Lastenrad-Kuriere in der Innenstadt | Greener parcel delivery | Cargo bike couriers downtown
logistics | Kühltransport von Molkereiprodukten | Spediteur mit temperierten Lastern | Keeping dairy cold on the road | Haulier with refrigerated trucks
logistics | Mitfahrgelegenheit für Schichtarbeiter | Bürgerbus auf Abruf | Getting shift workers home | On-demand community bus
logistics | Ware verpacken und versenden | Behindertenwerkstatt übernimmt Konfektionierung | Packing and dispatching goods | Sheltered workshop handles fulfilment
logistics | Gebrauchte Paletten abgeben | Aufkauf von Transportverpackungen | Getting rid of used pallets | Buying second-hand crates
green | Photovoltaik auf dem Vereinsdach | Elektrobetrieb montiert Solarmodule | Sun power for the club house | Electricians mount solar modules
green | Abwärme der Gießerei nutzen | Planung von Nahwärmenetzen | Using heat from our furnace | District heating planners
green | Heizkosten im Gemeindehaus senken | Energieberater rechnet Dämmung | Cutting heating bills in the parish hall | Insulation and energy advice
green | Wasser im Garten sparen | Zisternen und Versickerung | Saving water in the garden | Cisterns and drainage
green | Geräte reparieren statt wegwerfen | Reparaturcafé mit Ehrenamtlichen | Mending instead of throwing away | Volunteers at a repair café
green | Wildblumen auf Firmenflächen | Gärtnerei legt Blühwiesen an | Flowers on company land | Nursery sows wild meadows
green | Ökobilanz eines Produkts | Gutachten zu Umweltwirkungen | How green is our product? | Life cycle assessment
green | Kunststoffreste wieder verwenden | Mahlgut und Granulat aus Abfällen | Reusing scraps of plastic | Regrind and pellets from waste
green | Bäume fachgerecht schneiden | Baumpflege mit Seiltechnik | Pruning old trees | Arborists climb with ropes
data | Maschinenausfälle vorhersagen | Auswertung von Schwingungen mit KI | Predicting breakdowns | Vibration analysis by machine learning
data | Handschriften automatisch lesen | Texterkennung für Kurrent | Reading old handwriting by computer | Text recognition for German script
data | Besucher zählen ohne Kamera | Zählsensoren auf Funkbasis | Counting people without video | Radio based footfall sensors
data | Karten aus Geodaten | Statistikbüro für Raumanalysen | Maps from spatial data | Geostatistics bureau
data | Chatbot für die Stadtverwaltung | Entwickler von Dialogsystemen | Automatic answers for citizens | Builders of conversational systems
data | Fehler auf Oberflächen erkennen | Bildverarbeitung für die Qualitätskontrolle | Spotting flaws on surfaces | Machine vision inspection
law | Marke eintragen lassen | Patentanwältin für Design und Namen | Registering a brand | Attorney for trademarks and designs
law | Vertrag mit Künstlern | Rechtsanwalt für Urheberrecht | Agreement with artists | Copyright lawyer
law | Datenschutz im Verein | Beauftragter für Privatsphäre extern | Privacy rules for our society | External data protection officer
law | Genossenschaft gründen | Prüfverband begleitet Satzungen | Setting up a co-operative | Audit union helps with statutes
law | Arbeitserlaubnis für Fachkraft aus Indien | Beratung zu Aufenthalt und Visum | Work permit for a specialist from abroad | Advice on visas and residence
inclusion | Gebärdensprache bei der Eröffnung | Dolmetscherin für gehörlose Gäste | Signing at our opening | Interpreter for deaf audiences
inclusion | Rampe für Rollstühle | Metallbauer für barrierefreie Zugänge | Letting wheelchairs in | Step-free access builders
inclusion | Tastmodell der Altstadt | Bronzemodelle für blinde Menschen | Feeling the old town with hands | Tactile reliefs for blind people
inclusion | Malgruppe für Menschen mit Demenz | Kunsttherapeutin kommt ins Heim | Painting with dementia patients | Art therapist visits care homes
inclusion | Patenschaft für geflüchtete Familien | Ehrenamtliche begleiten Neuankömmlinge | Mentors for refugee families | Volunteers accompany newcomers
inclusion | Computerkurs für Ältere | Digitallotsen helfen Senioren | Tablets for the elderly | Digital guides assist pensioners
staff | Nachfolger für die Druckerei | Unternehmerin will Betrieb übernehmen | Who takes over our print shop? | Entrepreneur looks to acquire a business
staff | Buchhalterin in Teilzeit | Bilanzexperte sucht wenige Stunden | Part-time accountant | Bookkeeper free for a few hours
staff | Schichtpläne ohne Streit | Personalberater ordnet Arbeitszeiten | Rosters without quarrels | Consultant for working hours
staff | Fachkräfte aus dem Ausland gewinnen | Agentur vermittelt Pflegekräfte und Handwerker | Hiring skilled people abroad | Recruiter places nurses and tradesmen
staff | Coaching für junge Chefin | Mentor mit dreißig Jahren Leitung | Coaching for a new director | Mentor with decades of leadership
staff | Ehrenamtliche für das Archiv | Rentner ordnet gern Akten | Helpers for the archive | Retired clerk likes sorting files
machines | Dampfmaschine wieder anfahren | Kesselwärter prüft und befeuert | Running the steam engine again | Boiler man tests and fires
machines | Nähmaschinen warten | Mechaniker für Industrienäherei | Servicing sewing machines | Fitter for garment machinery
machines | Bauteile aus Kunststoff drucken | Additive Fertigung aus Nylon | Plastic parts by 3D printer | Additive manufacturing in nylon
machines | Förderband automatisieren | Steuerungen und Greifer programmieren | Making the conveyor automatic | Programming controllers and grippers
machines | Messgerät kalibrieren | Labor für Längen und Kräfte | Calibrating a gauge | Laboratory for length and force
machines | Leiterplatten in Kleinserie | Bestückung von Elektronik | Circuit boards in small numbers | Electronics assembly
machines | Ersatzteil nach Muster zeichnen | Konstrukteur mit CAD | Drawing a spare part from a sample | CAD draughtsman
machines | Lärm in der Halle dämpfen | Akustiker plant Schallschutz | Too noisy on the shop floor | Acoustic engineers design damping
vehicles | Straßenbahn von 1920 lackieren | Karosseriebauer für historische Fahrzeuge | Painting a tram of 1920 | Coachbuilder for heritage vehicles
vehicles | Fahrräder der Mitarbeiter pflegen | Zweiradmechaniker kommt in den Hof | Looking after staff bicycles | Bike mechanic visits companies
vehicles | Ladesäulen für Elektroautos | Installateur für Wallboxen | Charging points for cars | Installer of wall boxes
vehicles | Dampflok für einen Sonderzug | Verein betreibt Schmalspurbahn | Steam locomotive for a special | Society runs narrow-gauge trains
health | Brillen für ein Theaterstück | Optikerin mit alten Gestellen | Spectacles for a play | Optician keeps vintage frames
health | Seife mit Lavendel unter eigener Marke | Siederei stellt Naturkosmetik her | Lavender soap under our brand | Soap works makes natural cosmetics
health | Rückenschmerzen im Büro vorbeugen | Ergonomie und Physiotherapie vor Ort | Avoiding back pain at desks | On-site ergonomics and physiotherapy
health | Orthese soll gut aussehen | Orthopädietechnik mit 3D-Scan | An orthosis that looks good | Orthopaedic technicians with scanners
"""
"""Topic | need in German | offer in German | need in English | offer in English."""

PLACES = {
    "14713": "Leipzig",
    "14729050": "Borna",
    "14729150": "Grimma",
    "14729430": "Wurzen",
    "14729260": "Markkleeberg",
    "14730070": "Delitzsch",
    "14730110": "Eilenburg",
    "14730230": "Oschatz",
    "14730310": "Torgau",
    "14522080": "Döbeln",
    "14522150": "Flöha",
    "14522180": "Freiberg",
    "14522320": "Leisnig",
    "14522360": "Mittweida",
    "14612": "Dresden",
    "14511": "Chemnitz",
    "14524330": "Zwickau",
    "14523320": "Plauen",
    "14625020": "Bautzen",
}
"""Places in Saxony by their official code (AGS), which begins with that of the district."""

FRAMES = {
    ("needs", "de"): ["Gesucht: {}", "{}. Wer hilft?", "{} – wer kann das?", "{}", "Wir brauchen Rat: {}"],
    ("needs", "en"): ["Wanted: {}", "{}. Who can help?", "{}: any ideas?", "{}", "We need advice: {}"],
    ("offers", "de"): ["{}", "Angebot: {}", "{}, gern auch kleine Aufträge", "Wir bieten an: {}", "{} seit 1998"],
    ("offers", "en"): ["{}", "On offer: {}", "{}, small orders welcome", "We provide: {}", "{} since 1998"],
}
"""How titles are worded."""

TAILS = {
    ("needs", "de"): ["Wir sitzen in {place}.", "Beginn im Herbst.", "Das Budget ist klein.", "", ""],
    ("needs", "en"): ["We are based in {place}.", "Start in autumn.", "Our budget is small.", "", ""],
    ("offers", "de"): ["Wir sitzen in {place}.", "Termine ab Januar.", "Referenzen auf Anfrage.", "", ""],
    ("offers", "en"): ["We are based in {place}.", "Dates from January.", "References on request.", "", ""],
}
"""What else people say; it tells nothing about what they need."""

FIELDS = {
    "12": "staff", "13": "logistics", "14": "tourism", "21": "data", "23": "education", "24": "funding", "25": "web",
    "26": "museum", "31": "machines", "33": "marketing", "34": "stage", "35": "web", "42": "staff", "43": "logistics",
    "51": "tourism", "52": "marketing", "61": "green", "71": "heritage", "72": "metal", "73": "print", "74": "green",
    "75": "food", "81": "machines",
}  # fmt: skip
"""Topic of the listings whose occupation belongs to this group of ISCO-08; others are not drawn."""
