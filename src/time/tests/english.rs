use super::check;

// Thursday, 12 May 2022.
const DAY: &str = "2022-05-12";

#[test]
fn days() {
    check(
        "en",
        DAY,
        &[
            "The port reopened on {April 3, 2019=2019-04-03}.",
            "The port reopened on {3 April 2019=2019-04-03}.",
            "On {Tuesday, May 3, 2022=2022-05-03}, the dam broke.",
            "On {the 1st of March 2022=2022-03-01} the dam broke.",
            "On {March 1st=2022-03-01} the dam broke.",
            "The {Feb. 24=2022-02-24} landing failed.",
            "They met on {2 May=2022-05-02} in Rome.",
            "The council will meet on {May 20=2022-05-20}.",
            "The vote will be held on {January 8=2023-01-08}.",
            "He had resigned on {January 8=2022-01-08}.",
            "A letter dated {04/15/2018=2018-04-15} says so.",
            "A letter dated {15/04/2018=2018-04-15} says so.",
            "The file of {2018-04-05=2018-04-05} is lost.",
            "The storms of {June 2=2018-06-02} and {June 5, 2018=2018-06-05} took it all.",
            "On {Dec.\u{a0}12,\u{202f}2020=2020-12-12} a deal was struck.",
            "SIGNED {AUGUST 9, 2021=2021-08-09}.",
            "It ran {from 3 to 9 May 2021=2021-05-03/2021-05-09}.",
            "It ran {from May 3 to May 9, 2021=2021-05-03/2021-05-09}.",
            "{Between May 3 and 9=2022-05-03/2022-05-09} the road was shut.",
            "It was held {June 4-6, 2019=2019-06-04/2019-06-06} in Oslo.",
        ],
    );
}

#[test]
fn words_near_the_report() {
    check(
        "en",
        DAY,
        &[
            "He arrived {yesterday=2022-05-11}.",
            "She spoke {the day before yesterday=2022-05-10}.",
            "{Today=2022-05-12} the market is empty.",
            "The vote comes {tomorrow morning=2022-05-13}.",
            "The judge ruled on {Wednesday=2022-05-11}.",
            "{Monday's=2022-05-09} ruling stands.",
            "The judge will rule on {Monday=2022-05-16}.",
            "{Last Saturday=2022-05-07} the fair was held.",
            "The trial opens {next Tuesday=2022-05-17}.",
            "{Last week=2022-05-02/2022-05-08} three ships sank.",
            "{This week=2022-05-09/2022-05-15} all is calm.",
            "{Last weekend=2022-05-07/2022-05-08} it rained.",
            "{Last month=2022-04} the price doubled.",
            "{Last year=2021}'s price was lower.",
            "{Next year=2023} the price doubles.",
            "{Three days ago=2022-05-09} a bridge fell.",
            "{More than twenty years ago=2002~} the mine closed.",
            "{Two months ago=2022-03} the mine closed.",
            "The minister leaves in {two days' time=2022-05-14}.",
            "{Last summer=2021-22} the river was dry.",
            "He left {late Tuesday=2022-05-10}.",
            "The storm will arrive {Friday or Saturday=[2022-05-13,2022-05-14]}.",
        ],
    );
}

#[test]
fn months_years_and_longer() {
    check(
        "en",
        DAY,
        &[
            "The law dates from {February 2017=2017-02}.",
            "The strike had begun in {March=2022-03}.",
            "The works will end in {September=2022-09}.",
            "{Early May 2019=2019-05-01/2019-05-10} brought floods.",
            "By {mid-June 2019=2019-06-11/2019-06-20} it was over.",
            "In {late April=2022-04-21/2022-04-30} the river fell.",
            "The party was born in {1972=1972}.",
            "The {2008=2008} crisis changed everything.",
            "Founded after the war ({1946=1946}), the club lives.",
            "The years {1996-1999=1996/1999} were calm.",
            "{From 1996 to 1999=1996/1999} all was calm.",
            "In the {1970s=197X} people fished here.",
            "In the {'70s=197X} people fished here.",
            "In {the seventies=197X} people fished here.",
            "In the {early 2000s=2000/2003} people fished here.",
            "An {18th-century=17XX} church.",
            "A church of the {twelfth century=11XX}.",
            "The {winter of 2013=2013-24} was hard.",
            "{Around 1850=1850~} the canal was dug.",
            "In {mid-2019=2019-05/2019-08} the canal was dug.",
            "The Sun said so, and the Mon people; for now, no.",
            "They may march with 1990 people; may they?",
        ],
    );
}

#[test]
fn lengths() {
    check(
        "en",
        DAY,
        &[
            "The siege lasted {six weeks=P6W}.",
            "They talked for {more than ten hours=PT10H}.",
            "After {an hour and a half=PT1H30M} of waiting.",
            "A break of {half an hour=PT30M}.",
            "It took {nearly two months=P2M} of work.",
            "A {45-minute=PT45M} delay.",
            "After {ninety days=P90D}, nothing.",
            "She has lived here for {twenty-one years=P21Y}.",
            "{Two centuries=P200Y} of history.",
            "He worked {at least 2,000 hours=PT2000H}.",
            "The {past three years=P3Y} were hard.",
            "It will take {five or six years=[P5Y,P6Y]}.",
            "Every day, each Monday, twice a week.",
            "A 43-year-old man has vanished.",
            "One day all will be well, day by day.",
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        "en",
        DAY,
        &[
            "The siren rang on {May 10 at 2:30 p.m.=2022-05-10T14:30}",
            "The siren rang at {9 a.m. on Tuesday=2022-05-10T09:00}.",
            "It rang at {2100 GMT on Tuesday=2022-05-10T21:00Z}.",
            "The truce begins at {midnight on 3 May 2022=2022-05-03T00:00}.",
            "Published at {7:15 a.m. Moscow time=2022-05-12T07:15+03:00 2022-05-12T04:15Z}.",
            "The train leaves at {18:40=2022-05-12T18:40}.",
            "The fire broke out {yesterday at noon=2022-05-11T12:00}.",
        ],
    );
}
