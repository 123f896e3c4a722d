use super::check;

// Thursday, 12 May 2022.
const DAY: &str = "2022-05-12";

#[test]
fn days() {
    check(
        "fr",
        DAY,
        &[
            "Le port a rouvert le {3 avril 2019=2019-04-03}.",
            "Le {1er mars 2022=2022-03-01}, la digue a cédé.",
            "L'usine a fermé le {mardi 3 mai 2022 au soir=2022-05-03}.",
            "Né le {premier juin 1950=1950-06-01} à Nantes.",
            "Le {14\u{a0}juillet\u{202f}1989=1989-07-14}, la foule.",
            "LE {9 AOUT 2021=2021-08-09}, LE FEU.",
            "Le {2 mai=2022-05-02}, le maire a signé.",
            "La réunion se tiendra le {20 mai=2022-05-20}.",
            "Le scrutin aura lieu le {8 janvier=2023-01-08}.",
            "Le {8 janvier=2022-01-08}, il avait démissionné.",
            "Depuis le {24 février dernier=2022-02-24}, rien ne passe.",
            "Rendez-vous le {17 juin prochain=2022-06-17}.",
            "Une lettre datée du {05/04/2018=2018-04-05} le dit.",
            "Relevé du {05.04.2018=2018-04-05} au dossier.",
            "Fichier du {2018-04-05=2018-04-05}.",
            "Il est revenu le {22/4=2022-04-22}.",
            "Le {12 déc. 2020=2020-12-12}, un accord.",
            "Réunis le {sam. 7 mai=2022-05-07}, ils ont voté.",
            "Les crues des {2=2018-06-02} et {5 juin 2018=2018-06-05} ont tout emporté.",
            "Les lois du {4 mars=2015-03-04} et du {9 juillet 2015=2015-07-09} restent.",
        ],
    );
}

#[test]
fn words_near_the_report() {
    check(
        "fr",
        DAY,
        &[
            "Il est arrivé {hier=2022-05-11}.",
            "Elle a parlé {avant-hier soir=2022-05-10}.",
            "{Aujourd’hui=2022-05-12}, le marché est vide.",
            "Le vote aura lieu {demain matin=2022-05-13}.",
            "{Mercredi=2022-05-11}, le juge a tranché.",
            "Le juge a tranché {lundi soir=2022-05-09}.",
            "Le juge tranchera {lundi=2022-05-16}.",
            "{Samedi dernier=2022-05-07}, la fête a eu lieu.",
            "Le procès s'ouvre {mardi prochain=2022-05-17}.",
            "La {semaine dernière=2022-05-02/2022-05-08}, trois navires ont sombré.",
            "{Cette semaine=2022-05-09/2022-05-15}, tout est calme.",
            "Le {week-end dernier=2022-05-07/2022-05-08}, il a plu.",
            "Le {mois dernier=2022-04}, le prix a doublé.",
            "L'{an dernier=2021}, le prix a doublé.",
            "Le budget de l'{année prochaine=2023} est prêt.",
            "{Il y a trois jours=2022-05-09}, un pont est tombé.",
            "{Il y a plus de vingt ans=2002~}, la mine fermait.",
            "{Il y a deux mois=2022-03}, la mine fermait.",
            "Le ministre part dans {deux jours=2022-05-14}.",
            "L'{été dernier=2021-22}, la rivière était à sec.",
            "Le dernier relevé, {ce matin=2022-05-12}, est bon.",
            "L'orage viendra {demain ou samedi=[2022-05-13,2022-05-14]}.",
        ],
    );
}

#[test]
fn months_years_and_longer() {
    check(
        "fr",
        DAY,
        &[
            "La loi date de {février 2017=2017-02}.",
            "En {mars=2022-03}, la grève avait commencé.",
            "Les travaux finiront en {septembre=2022-09}.",
            "{Début mai 2019=2019-05-01/2019-05-10}, la crue.",
            "{Mi-juin 2019=2019-06-11/2019-06-20}, la crue.",
            "{Fin février 2019=2019-02-21/2019-02-28}, la crue.",
            "{Fin avril=2022-04-21/2022-04-30}, la crue a cessé.",
            "Le parti est né en {1972=1972}.",
            "La crise de {2008=2008} a tout changé.",
            "Fondé après la guerre ({1946=1946}), le club dure.",
            "La période {1996-1999=1996/1999} fut calme.",
            "{De 1996 à 1999=1996/1999}, ce fut calme.",
            "Dans {les années 1970=197X}, on pêchait ici.",
            "{Les années soixante-dix=197X} sont loin.",
            "{Au début des années 2000=2000/2003}, tout va bien.",
            "Une église du {XVIIIe siècle=17XX}.",
            "Une église du {12e siècle=11XX}.",
            "L'{hiver 2013=2013-24} fut rude.",
            "{Vers 1850=1850~}, on creuse le canal.",
            "La mer est calme, le ven aussi.",
            "La flotte compte 1990 hommes et 2000 chevaux.",
        ],
    );
}

#[test]
fn lengths() {
    check(
        "fr",
        DAY,
        &[
            "Le siège a duré {six semaines=P6W}.",
            "Pendant {plus de dix heures=PT10H}, on a parlé.",
            "Après {une heure et demie=PT1H30M} d'attente.",
            "Une pause d'{une demi-heure=PT30M}.",
            "Il a fallu {près de deux mois=P2M} de travail.",
            "Un retard de {45 minutes=PT45M}.",
            "Au bout de {quatre-vingt-dix jours=P90D}, rien.",
            "Il vit ici depuis {vingt et un ans=P21Y}.",
            "{Deux siècles=P200Y} d'histoire.",
            "Il a travaillé {au moins 2.000 heures=PT2000H}.",
            "Les {trois dernières années=P3Y} furent dures.",
            "Il faudra {cinq ou six ans=[P5Y,P6Y]}.",
            "Chaque jour, tous les lundis, deux fois par semaine.",
            "Un homme âgé de 43 ans a disparu.",
            "Un jour, tout ira mieux, de jour en jour.",
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        "fr",
        DAY,
        &[
            "Le {10 mai à 14h30=2022-05-10T14:30}, la sirène.",
            "{Mardi à 9h00=2022-05-10T09:00}, la sirène.",
            "{Mardi 10 mai à 21H00 GMT=2022-05-10T21:00Z}, la sirène.",
            "Le {3 mai 2022 à minuit=2022-05-03T00:00}, la trêve commence.",
            "Publié à {7h15, heure de Moscou=2022-05-12T07:15+03:00 2022-05-12T04:15Z}.",
            "Le train part à {18h40=2022-05-12T18:40}.",
            "{Hier à 8 heures=2022-05-11T08:00}, le feu a pris.",
        ],
    );
}
