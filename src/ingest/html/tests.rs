use super::*;

fn texts(markup: &str) -> String {
    read(markup).text
}

#[test]
fn blocks_stand_one_a_line() {
    assert_eq!(
        texts("<p>One\n two<p>Th<b>re</b>e&nbsp;!<ul><li>a<li>b</ul>"),
        "One two\n\nThree\u{a0}!\n\na\n\nb"
    );
    assert_eq!(
        texts("a<br><br>b<script>c</script><div hidden>d</div>"),
        "a\n\nb"
    );
    assert_eq!(texts("no markup at all"), "no markup at all");
    assert_eq!(texts(""), "");
}

#[test]
fn broken_markup_is_read() {
    for markup in [
        "<",
        "</",
        "<p",
        "<p a='",
        "<!--",
        "</p></p></div>x",
        "<table><td>x</table></td>y",
        "<svg/><style/>x",
        "&#x110000;&am",
        "\0<p>\0",
    ] {
        let page = read(markup);
        assert_eq!(
            page.blocks.last().map_or(0, |b| b.0.end),
            page.text.len(),
            "{markup:?}"
        );
    }
}
