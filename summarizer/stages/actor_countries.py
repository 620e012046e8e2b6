"""Countries by every name that news uses for them: a lexical resource, no logic."""

from __future__ import annotations

from dataclasses import dataclass

# name | other names | adjectives and names for the people | capital or seat used as a metonym
_TABLE = """
Afghanistan||Afghan Afghans|Kabul
Albania||Albanian Albanians|Tirana
Algeria||Algerian Algerians|Algiers
Angola||Angolan Angolans|Luanda
Argentina||Argentine Argentinian Argentines|Buenos Aires
Armenia||Armenian Armenians|Yerevan
Australia||Australian Australians|Canberra
Austria||Austrian Austrians|Vienna
Azerbaijan||Azerbaijani Azerbaijanis|Baku
Bahrain||Bahraini Bahrainis|Manama
Bangladesh||Bangladeshi Bangladeshis|Dhaka
Belarus||Belarusian Belarusians|Minsk
Belgium||Belgian Belgians|
Bolivia||Bolivian Bolivians|La Paz
Bosnia and Herzegovina|Bosnia, Bosnia-Herzegovina|Bosnian Bosnians|Sarajevo
Botswana||Botswanan|Gaborone
Brazil||Brazilian Brazilians|Brasilia
Bulgaria||Bulgarian Bulgarians|Sofia
Burkina Faso||Burkinabe|Ouagadougou
Burundi||Burundian Burundians|
Cambodia||Cambodian Cambodians|Phnom Penh
Cameroon||Cameroonian Cameroonians|Yaounde
Canada||Canadian Canadians|Ottawa
Central African Republic|||Bangui
Chad||Chadian Chadians|
Chile||Chilean Chileans|Santiago
China|People's Republic of China, PRC|Chinese|Beijing
Colombia||Colombian Colombians|Bogota
Costa Rica||Rican Ricans|
Croatia||Croatian Croatians Croat Croats|Zagreb
Cuba||Cuban Cubans|Havana
Cyprus||Cypriot Cypriots|Nicosia
Czech Republic|Czechia|Czech Czechs|Prague
Democratic Republic of Congo|DR Congo, DRC, Congo|Congolese|Kinshasa
Denmark||Danish Danes|Copenhagen
Dominican Republic||Dominican Dominicans|
Ecuador||Ecuadorean Ecuadorian Ecuadoreans|Quito
Egypt||Egyptian Egyptians|Cairo
El Salvador||Salvadoran Salvadorans|
Eritrea||Eritrean Eritreans|Asmara
Estonia||Estonian Estonians|Tallinn
Ethiopia||Ethiopian Ethiopians|Addis Ababa
Finland||Finnish Finns|Helsinki
France||French|Paris
Gabon||Gabonese|
Gambia||Gambian Gambians|
Georgia||Georgian Georgians|Tbilisi
Germany||German Germans|Berlin
Ghana||Ghanaian Ghanaians|Accra
Greece||Greek Greeks|Athens
Guatemala||Guatemalan Guatemalans|
Guinea||Guinean Guineans|Conakry
Haiti||Haitian Haitians|Port-au-Prince
Honduras||Honduran Hondurans|Tegucigalpa
Hungary||Hungarian Hungarians|Budapest
Iceland||Icelandic Icelanders|Reykjavik
India||Indian Indians|New Delhi
Indonesia||Indonesian Indonesians|Jakarta
Iran||Iranian Iranians|Tehran
Iraq||Iraqi Iraqis|Baghdad
Ireland||Irish|Dublin
Israel||Israeli Israelis|Jerusalem
Italy||Italian Italians|Rome
Ivory Coast||Ivorian Ivorians|
Jamaica||Jamaican Jamaicans|
Japan||Japanese|Tokyo
Jordan||Jordanian Jordanians|Amman
Kazakhstan||Kazakh Kazakhs|Astana
Kenya||Kenyan Kenyans|Nairobi
Kosovo||Kosovar Kosovars|Pristina
Kuwait||Kuwaiti Kuwaitis|
Kyrgyzstan||Kyrgyz|Bishkek
Laos||Laotian Laotians|
Latvia||Latvian Latvians|Riga
Lebanon||Lebanese|Beirut
Liberia||Liberian Liberians|Monrovia
Libya||Libyan Libyans|Tripoli
Lithuania||Lithuanian Lithuanians|Vilnius
Luxembourg|||
Madagascar||Malagasy|
Malawi||Malawian Malawians|
Malaysia||Malaysian Malaysians|Kuala Lumpur
Mali||Malian Malians|Bamako
Malta||Maltese|Valletta
Mauritania||Mauritanian Mauritanians|
Mexico||Mexican Mexicans|Mexico City
Moldova||Moldovan Moldovans|Chisinau
Mongolia||Mongolian Mongolians|
Montenegro||Montenegrin Montenegrins|
Morocco||Moroccan Moroccans|Rabat
Mozambique||Mozambican Mozambicans|Maputo
Myanmar|Burma|Burmese|Naypyidaw
Namibia||Namibian Namibians|
Nepal||Nepali Nepalese Nepalis|Kathmandu
Netherlands|Holland|Dutch|The Hague
New Zealand||Zealander Zealanders|Wellington
Nicaragua||Nicaraguan Nicaraguans|Managua
Niger||Nigerien Nigeriens|Niamey
Nigeria||Nigerian Nigerians|Abuja
North Korea|DPRK, N. Korea|North Korean, North Koreans|Pyongyang
Norway||Norwegian Norwegians|Oslo
Oman||Omani Omanis|Muscat
Pakistan||Pakistani Pakistanis|Islamabad
Panama||Panamanian Panamanians|
Paraguay||Paraguayan Paraguayans|
Peru||Peruvian Peruvians|Lima
Philippines||Filipino Filipinos Philippine|Manila
Poland||Polish Poles|Warsaw
Portugal||Portuguese|Lisbon
Qatar||Qatari Qataris|Doha
Romania||Romanian Romanians|Bucharest
Russia|Russian Federation|Russian Russians|Moscow
Rwanda||Rwandan Rwandans|Kigali
Saudi Arabia||Saudi Saudis|Riyadh
Senegal||Senegalese|Dakar
Serbia||Serbian Serbians Serb Serbs|Belgrade
Sierra Leone||Leonean Leoneans|Freetown
Singapore||Singaporean Singaporeans|
Slovakia||Slovak Slovaks|Bratislava
Slovenia||Slovenian Slovenians|Ljubljana
Somalia||Somali Somalis|Mogadishu
South Africa||South African, South Africans|Pretoria
South Korea|S. Korea, Republic of Korea|South Korean, South Koreans|Seoul
South Sudan||South Sudanese|Juba
Spain||Spanish Spaniards|Madrid
Sri Lanka||Sri Lankan, Sri Lankans|Colombo
Sudan||Sudanese|Khartoum
Sweden||Swedish Swedes|Stockholm
Switzerland||Swiss|Bern
Syria||Syrian Syrians|Damascus
Taiwan||Taiwanese|Taipei
Tajikistan||Tajik Tajiks|Dushanbe
Tanzania||Tanzanian Tanzanians|
Thailand||Thai Thais|Bangkok
Togo||Togolese|
Tunisia||Tunisian Tunisians|Tunis
Turkey|Turkiye, Türkiye|Turkish Turks|Ankara
Turkmenistan||Turkmen|Ashgabat
Uganda||Ugandan Ugandans|Kampala
Ukraine||Ukrainian Ukrainians|Kyiv, Kiev
United Arab Emirates|UAE, U.A.E.|Emirati Emiratis|Abu Dhabi
United Kingdom|U.K., UK, Britain, Great Britain|British Britons Brits|
United States|U.S., US, USA, U.S.A., America, United States of America|American Americans|Washington
Uruguay||Uruguayan Uruguayans|Montevideo
Uzbekistan||Uzbek Uzbeks|Tashkent
Venezuela||Venezuelan Venezuelans|Caracas
Vietnam||Vietnamese|Hanoi
Yemen||Yemeni Yemenis|Sanaa
Zambia||Zambian Zambians|Lusaka
Zimbabwe||Zimbabwean Zimbabweans|Harare
"""


@dataclass(frozen=True, slots=True)
class Countries:
    """Look-ups from exact words (a tuple of words, case kept) to the name of a country."""

    names: dict[tuple[str, ...], str]
    demonyms: dict[tuple[str, ...], str]
    capitals: dict[tuple[str, ...], str]


def _words(cell: str, *, listed: bool) -> list[tuple[str, ...]]:
    """Return the names in a cell: parted by commas, or by spaces if `listed` and no comma."""
    parts = cell.split(",") if "," in cell or not listed else cell.split()
    return [tuple(part.split()) for part in parts if part.strip()]


def _read(table: str) -> Countries:
    found = Countries({}, {}, {})
    for row in table.strip().splitlines():
        name, others, people, seats = row.split("|")
        for words in [tuple(name.split()), *_words(others, listed=False)]:
            found.names[words] = name
        found.demonyms.update(dict.fromkeys(_words(people, listed=True), name))
        found.capitals.update(dict.fromkeys(_words(seats, listed=False), name))
    return found


COUNTRIES = _read(_TABLE)
