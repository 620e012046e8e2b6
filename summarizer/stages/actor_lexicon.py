"""Words that tell who can act: titles, nouns for people and bodies, their sorts. No logic."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# --- titles before a person's name, lower case, without the final full stop ---
MALE_TITLES = _set("mr sir lord king prince father brother congressman councilman")
FEMALE_TITLES = _set("mrs ms miss madame dame lady queen princess sister congresswoman")
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | _set(
        """dr doctor prof professor gen general col colonel maj major capt captain lt lieutenant sgt
        sergeant cpl corporal pvt adm admiral cmdr commander president minister premier chancellor
        senator sen rep representative gov governor mayor judge justice secretary ambassador
        attorney chairman chairwoman chief sheriff detective officer inspector superintendent rev
        reverend pastor imam rabbi bishop archbishop cardinal pope sheikh ayatollah mullah sultan
        emir leader constable executive spokesman spokeswoman spokesperson
        councillor councilwoman councilmember commissioner director deputy speaker prime vice
        former then foreign defense defence interior finance brigadier marshal prosecutor
        undersecretary envoy comrade hon baroness baron administrator mp msp cllr councilor di
        dci pc supt insp maestro"""
    )
)
# These begin or stand in a title but are no title alone ("former President", "Prime Minister").
TITLE_PREFIXES = _set(
    "former then prime vice deputy foreign defense defence interior finance chief leader executive"
)
# What a minister or secretary is in charge of: no body, though it looks like one's name.
PORTFOLIOS = _set(
    """foreign defense defence interior finance affairs energy health transport transportation
    education justice home housing environment agriculture farming fisheries food culture sport
    sports tourism trade business industry labour labor employment work pensions welfare social
    care development infrastructure science technology digital climate change immigration
    migration security treasury economy planning water mining resources family families youth
    women equality equalities communities veterans commerce war"""
)
# Bodies that one speaks of by their head ("Police Chief Roe", "union leader Jo Roe").
LED_BODIES = _set("police fire union opposition army navy")
# Who has a portfolio or leads such a body.
OFFICES = _set("minister secretary undersecretary commissioner chief leader boss")
SPEAKERS = _set("spokesman spokeswoman spokesperson")
# Written before a name and kept in it when the article always does so.
HONORIFICS = {"dr": "Dr.", "prof": "Prof.", "rev": "Rev.", "sir": "Sir", "dame": "Dame"}
# Who is "the deputy director" is not "the director".
RANKS = _set("deputy vice assistant acting associate")
# What a title says about the job, for "the president", "the doctor".
TITLE_JOBS = {
    "dr": "doctor", "prof": "professor", "gen": "general", "col": "colonel", "capt": "captain",
    "lt": "lieutenant", "sgt": "sergeant", "sen": "senator", "rep": "representative",
    "gov": "governor", "rev": "reverend", "adm": "admiral", "justice": "judge",
    "cllr": "councillor", "councilor": "councillor", "di": "inspector", "dci": "inspector",
}  # fmt: skip
PARTICLES = _set(
    """al el bin ibn bint van von de der den da di du la le abu ben dos del dela della ul ap zu
    ter"""
)
SUFFIXES = _set("jr sr ii iii iv")
# Degrees, honours and seats written after a name; they are no part of it.
POSTNOMINALS = _set("kc qc mp mep msp obe mbe cbe phd md jd esq frs rn")

# --- words inside names ---
CONNECTORS = _set("of the and for & de du del la al in on to der van von bin el on against")
ORGANISATION_WORDS = _set(
    """party forces force front army union unions league alliance coalition federation association
    organization organisation council committee commission court bank department ministry agency
    bureau office service services police university college school institute foundation fund
    trust group company corp corporation inc ltd llc plc gmbh co holdings industries logistics
    shipping mining energy oil airlines airways motors systems technologies media news times post
    journal tribune press television radio network movement brigade brigades corps guard guards
    command parliament congress senate assembly house authority board society club network
    nations watch amnesty international hospital church militia battalion workers teamsters
    brotherhood administration government center centre partners labs works steel railways water
    power electric electricity gas hydro transit telecom rail foods courier herald gazette
    chronicle telegraph mercury inspectorate secretariat consortium syndicate guild monitor
    observatory"""
)
COMPANY_WORDS = _set(
    """company corp corporation inc ltd llc plc gmbh co holdings industries logistics shipping
    mining energy oil airlines airways motors systems technologies group media labs partners works
    steel foods pharmaceuticals bank software entertainment farms ports terminals lines stores
    services solutions properties resources railways capital ventures studios"""
)
# Last words of the names of sports clubs, and first ones.
CLUB_ENDS = _set("rovers united wanderers athletic albion rangers fc afc cf hotspur harriers")
CLUB_STARTS = _set("real sporting dynamo atletico olympique borussia inter")
# With one of these a name is a company's, whatever the rest looks like.
COMPANY_ENDS = _set("inc corp ltd llc plc co holdings company corporation gmbh")
INSTITUTIONS = _set(
    "pentagon kremlin congress senate parliament vatican nato interpol hamas taliban"
)
INSTITUTION_PHRASES = frozenset(
    {("white", "house"), ("downing", "street"), ("supreme", "court"), ("wall", "street"),
     ("european", "union"), ("united", "nations"), ("capitol", "hill")}
)  # fmt: skip
# Other names of bodies that the news rarely spells out; all lower case, without full stops.
WELL_KNOWN = {
    "isis": "isis", "isil": "isis", "daesh": "isis", "islamic state": "isis",
    "islamic state of iraq and syria": "isis", "islamic state of iraq and the levant": "isis",
    "un": "un", "united nations": "un", "eu": "eu", "european union": "eu",
    "fbi": "fbi", "federal bureau of investigation": "fbi", "justice department": "doj",
    "department of justice": "doj", "doj": "doj", "gop": "gop", "republican party": "gop",
    "republicans": "gop", "democratic party": "dems", "democrats": "dems",
    "state department": "state", "department of state": "state",
}  # fmt: skip
NEVER_NAMES = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december i english internet god image photo
    christmas easter ramadan covid covid-19 twitter facebook caption featured file video updated
    read share advertisement mr mrs ms dr spring summer autumn winter pm am est gmt here there
    this that these those he she it they we you his her their our my its but and or not no yes
    ai tv dna gdp covid pr hr ceo cfo cto phd lgbt url faq usd
    for in on at by to of as if when while after before although since with from"""
)

# --- nouns for people and bodies (lemmas) ---
PEOPLE = _set(
    """person people man woman child boy girl teenager teen adult youth kid baby infant student
    pupil teacher parent mother father son daughter brother sister wife husband widow
    relative friend neighbor neighbour resident inhabitant local villager townspeople citizen
    civilian national native migrant refugee immigrant emigrant expatriate settler newcomer
    deportee evacuee seeker worker employee staff staffer labourer laborer dockworker docker
    steelworker farmworker autoworker miner farmer rancher fisherman nurse doctor physician
    surgeon medic paramedic patient driver trucker pilot sailor seafarer striker picketer
    unionist protester protestor demonstrator marcher activist organizer organiser campaigner
    supporter opponent critic advocate voter constituent lawmaker legislator senator
    congressman congresswoman representative deputy parliamentarian politician official leader
    chief head president minister premier chancellor governor mayor councillor ambassador
    diplomat envoy negotiator aide adviser advisor spokesman spokeswoman spokesperson
    secretary director manager executive boss owner founder investor shareholder shopkeeper
    trader merchant vendor buyer seller customer client consumer passenger commuter tenant
    landlord landowner peasant judge magistrate juror prosecutor lawyer attorney solicitor
    barrister defendant plaintiff suspect victim survivor witness prisoner inmate detainee
    hostage captive convict offender gunman attacker assailant killer shooter bomber terrorist
    militant fighter rebel insurgent jihadist extremist separatist guerrilla soldier troop
    veteran commander general colonel captain sergeant lieutenant officer policeman
    policewoman guard guardsman marine ranger agent spy rescuer firefighter responder
    volunteer journalist reporter correspondent editor photographer blogger author writer
    historian professor scholar scientist researcher analyst expert economist engineer specialist
    chemist biochemist biologist physicist geologist seismologist virologist epidemiologist
    psychiatrist neurologist cardiologist oncologist climatologist meteorologist astronomer
    developer operator programmer contractor subcontractor consultant pensioner retiree elder
    chieftain priest pastor bishop imam cleric rabbi monk nun pope pilgrim muslim christian
    jew catholic hindu conservative liberal republican democrat socialist communist
    nationalist loyalist hardliner moderate dissident exile opposition rival ally enemy foe
    crowd mob looter rioter vandal smuggler trafficker dealer gangster criminal thief player
    coach fan athlete actor artist musician singer celebrity billionaire millionaire cook chef
    cleaner clerk cashier courier rider orphan mourner bystander onlooker passer-by homeless
    respondent applicant petitioner complainant whistleblower informant juror claimant
    taxpayer homeowner donor backer colleague coworker comrade member partner employer cadet
    star angler soprano tenor baritone maestro grandmother grandfather grandparent grandson
    granddaughter grandchild uncle aunt nephew niece
    cousin sibling twin widower stepfather stepmother stepson stepdaughter bride groom bridegroom
    fiance fiancee girlfriend boyfriend lady gentleman guy haulier gendarme
    paratrooper warden lifeguard bailiff foreman midwife carer caregiver
    therapist pharmacist vet dentist psychologist librarian lecturer headteacher principal tutor
    schoolchild graduate alumnus apprentice intern trainee recruit builder carpenter plumber
    electrician welder mechanic fitter weaver tailor baker butcher brewer hotelier waiter waitress
    barman porter janitor caretaker gardener shepherd crofter dairyman forester trapper fisher
    fisherwoman crofter stockbroker banker broker accountant auditor insurer actuary lender
    borrower debtor creditor saver motorist cyclist pedestrian biker walker hiker climber swimmer
    tourist holidaymaker traveller traveler guest host neighbour squatter renter lodger occupier
    champion captain goalkeeper striker midfielder defender batsman bowler pitcher quarterback
    referee umpire manager physio spectator runner boxer wrestler skater skier rower jockey
    golfer curator composer conductor dancer novelist poet playwright director filmmaker
    producer presenter broadcaster comedian rapper sculptor painter architect surveyor
    conscript mercenary paramilitary peacekeeper warlord dictator king queen prince princess
    emperor monarch counsel nominee candidate chair chairman chairwoman businessman
    businesswoman teenager toddler elder tribesman herder hunter logger planter grower
    commissioner"""
)
BODIES = _set(
    """government administration regime authority cabinet parliament congress senate legislature
    assembly council committee commission court tribunal jury ministry department agency bureau
    police military army navy militia force coalition alliance group organisation
    organization union federation party movement opposition company firm corporation
    employer bank manufacturer retailer carmaker airline startup giant
    management board leadership team crew staff delegation newspaper broadcaster university
    hospital school church community tribe clan population public electorate crowd mob gang
    cartel network syndicate brigade battalion unit squad caravan convoy household charity
    nonprofit association club league consortium conglomerate prosecution defence defense
    utility workforce regulator watchdog inspectorate ombudsman public media press museum
    institute foundation collective college supermarket chain brewer refiner shipbuilder
    drugmaker chipmaker insurer lender broadcaster publisher developer carrier supplier grid
    operator secretariat presidency junta politburo caucus synod diocese parish congregation choir
    orchestra family couple pollster coastguard commune cooperative co-operative lobby outlet"""
)
HUMAN = PEOPLE | BODIES
# Bodies that one company, party, alliance … may be called again: sort by noun.
SORTS = {
    "company": "company", "firm": "company", "corporation": "company", "retailer": "company",
    "carmaker": "company", "airline": "company", "startup": "company", "giant": "company",
    "manufacturer": "company", "operator": "company", "conglomerate": "company",
    "bank": "bank", "alliance": "alliance", "coalition": "alliance", "union": "union",
    "federation": "union", "party": "party", "militia": "armed", "group": "group",
    "organisation": "group", "organization": "group", "movement": "group", "network": "group",
    "agency": "agency", "bureau": "agency", "regulator": "agency", "watchdog": "agency",
    "department": "department", "ministry": "ministry",
    "commission": "commission", "committee": "committee", "council": "council", "court": "court",
    "university": "university", "hospital": "hospital", "school": "school", "charity": "charity",
    "association": "association", "newspaper": "newspaper", "club": "club", "army": "army",
}  # fmt: skip
# What the last words of an official name say about its sort.
NAME_SORTS = {
    "forces": ("alliance", "group", "armed"), "front": ("alliance", "group", "armed"),
    "alliance": ("alliance", "group"), "coalition": ("alliance", "group"),
    "union": ("union",), "unions": ("union",), "workers": ("union",), "brotherhood": ("union",),
    "federation": ("union", "group"), "teamsters": ("union",), "league": ("alliance", "group"),
    "party": ("party",), "militia": ("armed", "group"), "brigades": ("armed", "group"),
    "bank": ("bank", "company"), "department": ("department",), "ministry": ("ministry",),
    "agency": ("agency",), "bureau": ("agency",), "commission": ("commission", "agency"),
    "authority": ("agency",), "inspectorate": ("agency",), "office": ("agency",),
    "committee": ("committee", "group"), "council": ("council",), "court": ("court",),
    "university": ("university",), "hospital": ("hospital",), "school": ("school",),
    "association": ("association", "group"), "watch": ("group",), "network": ("group",),
    "movement": ("group",), "times": ("newspaper",), "post": ("newspaper",),
    "journal": ("newspaper",), "foundation": ("charity", "group"), "club": ("club",),
    "army": ("army", "armed", "group"),
} | dict.fromkeys(CLUB_ENDS, ("club",))  # fmt: skip
NAME_SORTS |= dict.fromkeys(COMPANY_WORDS - {"bank"}, ("company",))
# Nouns that stand for a state when a country is named before them ("American forces").
STATE_ORGANS = _set(
    """government administration regime military army navy force troop soldier official authority
    diplomat negotiator delegation warplane"""
)
# Nouns that stand for an armed body named before them ("ISIS militants").
FIGHTERS = _set(
    """militant fighter militia force troop terrorist insurgent jihadist extremist gunman rebel
    group soldier army commander network member operative"""
)
# Nouns for things done, after a country ("Russian airstrikes").
DEEDS = _set(
    """airstrike strike attack raid bombing bombardment shelling offensive invasion campaign
    assault occupation crackdown sanction tariff policy aggression blockade intervention"""
)
# Nouns for much the same people; the first of each row stands for the class.
_SYNONYMS = (
    "resident local inhabitant townspeople",
    "protester protestor demonstrator marcher",
    "worker employee staffer staff workforce",
    "dockworker docker longshoreman stevedore",
    "striker picketer",
    "militant fighter jihadist",
    "soldier troop",
    "organization organisation",
    "neighbor neighbour",
    "lawmaker legislator",
    "lawyer attorney solicitor",
    "police policeman",
    "authority official",
    "labourer laborer",
    "spokesman spokeswoman spokesperson",
    "defense defence",
    "labour labor",
)
NOUN_CLASS = {word: row.split()[0] for row in _SYNONYMS for word in row.split()}
# Adjectives that part one set of people from another; others ("angry") only describe.
CLASSIFYING = _set(
    """local federal state national regional municipal military civilian armed foreign domestic
    senior junior female male young elderly old black white human civil political religious
    rural urban rival opposing other left right conservative liberal democratic republican
    muslim christian jewish catholic undocumented illegal legal temporary permanent seasonal
    permanent public private medical international global first second allied pro-government
    anti-government pro-democracy indigenous high low top congressional european african asian
    western eastern northern southern middle central latin spanish-speaking unionized nonunion
    interior prime shadow
    deputy vice assistant acting associate moderate hardline wounded disabled retired native
    supreme ruling governing environmental animal aid rights campaign consumer business farming
    trade"""
)
# People or firms, as the name beside them tells.
FIRMS = _set(
    """builder contractor developer operator owner maker producer supplier provider lender insurer
    brewer baker publisher broadcaster employer landlord grocer miner refiner grower buyer seller
    bidder rival competitor sponsor investor creditor carrier breeder haulier distributor planter
    promoter organiser organizer importer exporter processor shipper wholesaler vendor"""
)
# Nouns for somebody by whose they are.
RELATIVES = _set(
    """wife husband son daughter brother sister father mother nephew niece uncle cousin aunt
    grandmother grandfather grandson granddaughter partner girlfriend boyfriend"""
)
MALE_NOUNS = _set(
    """man boy father son brother husband spokesman chairman businessman congressman policeman
    fisherman king prince nephew uncle grandfather grandson widower actor gentleman"""
)
FEMALE_NOUNS = _set(
    """woman girl mother daughter sister wife spokeswoman chairwoman businesswoman congresswoman
    policewoman queen princess niece aunt grandmother granddaughter widow actress lady"""
)
PLURALS = _set("people police staff public media press")
# Common nouns that look like names for doers but name things ("paper", "factor").
NOT_DOERS = _set(
    """paper power water order matter letter factor computer server border weather winter summer
    number quarter chapter center centre theater theatre corner shoulder disaster tower shelter
    layer timber lumber sector motor monitor door floor error mirror behavior behaviour color
    colour labor labour harbor harbour honor honour vapor vector rumor rumour favor favour terror
    horror tumor offer answer danger anger hunger manner dinner banner barrier career cancer fever
    newsletter poster folder container freighter tanker helicopter bulldozer transfer trigger
    figure laser scooter trailer whisper murder encounter disorder river printer filter register
    cover counter former latter other another whether indicator calculator reactor tractor elevator
    corridor interior exterior minor major prior list twist fist checklist playlist guarantee fee
    coffee degree tree knee decree jubilee levee pier tier december september october november
    chamber remainder reminder burner cluster disclaimer fiber liver silver copper butter rubber
    leather feather ladder shutter gutter litter slaughter laughter thunder wonder gender tender
    marker header loader charger starter cooler heater charter chatter clutter ledger merger layoff
    user browser router chatbot cooker starter fertilizer fertiliser newspaper tariff
    crossover takeover turnover rollover handover hangover"""
)
# First names that end like a doer's noun.
GIVEN_LIKE_JOBS = _set(
    """alexander oliver christopher peter pieter walter roger victor hector xavier skyler tyler
    hunter parker taylor carter cooper archer sawyer harper piper chandler spencer tanner turner
    porter fisher miller baxter dexter lester chester foster heather ester amber ginger jennifer
    casper kasper jasper rainer werner dieter guenther gunther walther elmer homer igor salvador
    nestor eleanor leonor connor conor trevor ivor yasser nasser nader amer jaber omer umer kader
    haider hyder thaer taher tahir zaher maher sameer ander ender javier didier olivier gauthier
    evangelist"""
)
# Too vague to be an actor unless something says which.
VAGUE = _set(
    """group member other ally enemy person partner reader comrade friend colleague coworker people
    man woman opponent party side body actor figure player team individual rival reporter owner
    user"""
)
PLACE_NOUNS = _set(
    """city town village area region country nation province district neighbourhood neighborhood
    state county island valley street camp building world zone territory capital"""
)
# Nouns after the name of a place or a thing ("the Orsava dam").
LANDMARKS = _set(
    """dam river valley lake bridge airport harbour harbor station mountain hill forest road
    district province region village bay coast border stadium refinery mine reservoir canal"""
)
SPEECH = _set(
    """say tell add announce claim warn argue state declare explain insist note report admit deny
    confirm accuse call demand urge vow pledge promise acknowledge describe suggest testify
    complain condemn criticise criticize praise reply respond write ask recall predict agree"""
)
