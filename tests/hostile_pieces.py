"""The pieces of nasty text: what people paste, what programs leave, what attackers try."""

from __future__ import annotations

CONTROLS = "\x00\x01\x02\x03\x07\x08\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff\ufffe\uffff"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufe0f"

# fmt: off
WORDS = (
    "rest", "Upper back pain", "AT&T", "9:30", "no", "señal", "Überlauf", "頭痛", "ألم", "e\u0301",
    "👩\u200d⚕️", "🏳️\u200d🌈", "1️⃣", "don't", '"quoted"', "a -- b", "wait...", "3 < 5 > 2",
    "C:\\x", "snake_case_word", "2 * 3 * 4", "100%", "{{ 7 * 7 }}", "{% raw %}", "${x}", "#4",
    "a|b", "~x~", "http://plain.example/a_b_c", "me@example.com", "\u00a0", "\t", "\\", "\\\\",
    "&", "&&",
)
# fmt: on

VECTORS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=//evil.example/x.swf></object>",
    "<embed src=//evil.example/x.swf>",
    "<form action=//evil.example><input name=q><button>Go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style=position:fixed>over everything</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<!-- comment --><!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<clinic-block-0></clinic-block-0>",
    "<textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</main></body></html><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "`onmouseover=alert(1)`",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<a/onclick=alert(1)/href=x>x",
    "<x onclick=alert(1)>x</x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "{{ config }}{% include 'base.html' %}",
    "//evil.example/x",
    "/\\evil.example/x",
)

# fmt: off
ADDRESSES = (
    "/when-to-get-help/", "/", "#start", "index.md", "https://www.example.com/a(b)c", "tel:911",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "&#106;avascript:a()",
    "javascript&colon;alert(1)", "javascript&#58alert(1)", " javascript:alert(1)",
    "%6Aavascript:a", "\\javascript:alert(1)", "<javascript:alert(1)>", "java&NewLine;script:a",
    "j&Tab;avascript:a()", "vbscript:x", "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,AAAA", "DATA:text/html;base64,PHNjcmlwdD4=", "blob:https://x/y",
    "filesystem:https://x/y", "about:blank", "//evil.example/", "///evil.example/",
    "/\\evil.example/", "\\\\evil.example\\x", "https:evil", "https://[::1", "http://[x]/",
    "//[x", "https://a@b:99999/", "/a?b#c?d#e", "?x", "#", "", " ", "/%00", "/%0a", "/%E2%80%8B/",
    "/%ff/", "/../../etc/passwd", "../../../config.yaml", "x.md#y", "/when-to-get-\u200bhelp/",
    "/a\u202eb/", "/a\u00adb/", "mailto:a@b.c?bcc=x", "sms:1", "file:///etc", "/señal/", "/a b/",
    "(", ")", "((a)", "a\nb", "<>", "<a b>", '/x "title"', "/x 'on=1'", '/x "a" b"',
)

INLINE = (
    "*a*", "**a**", "***a***", "_a_", "*a **b* c**", "**a *b** c*", "*", "**", "***", "_", "__",
    "`a`", "``a ` b``", "`", "``", "`a``b`", "[^S19]", "[^S28][^S28]", "[^nope]", "[^", "[^a b]",
    "[", "]", "[]", "[a]", "[a][b]", "[a][]", "![", "!", "(", ")", "[[a](/b)](/c)", "![a](b)",
    "<https://example.com/>", "<mailto:a@b.c>", "<javascript:alert(1)>", "<a@b.c>", "<", ">",
    "<>", "&amp;", "&lt;", "&nbsp;", "&copy", "&#0;", "&#x202e;", "&rlm;", "&ZeroWidthSpace;",
    "&#xD800;", "&#99999999999;", "&shy;", "&notanentity;", "&;", "&#;", "&#x;", "  \n", "\\\n",
    "\\*", "\\[", "\\|", "{#main}", "{#x}", "{#}", "{: onclick=alert(1) }", "{.cta}", "{#a b}",
    "@x", "~~a~~", "==a==",
)

HARMLESS = (
    "*a*", "**a**", "***a***", "_a_", "*a **b* c**", "*", "**", "_", "__", "`a`", "``a ` b``",
    "`", "``", "[^S19]", "[", "]", "[]", "[a]", "!", "(", ")", "&amp;", "&lt;", "&nbsp;", "&copy",
    "&notanentity;", "&;", "\\*", "\\[", "\\|", "\\`", "~~a~~", "==a==", "{: x }", "< ", " >",
    "  \n", "\\\n", "|", "#", "+", "1.", "/", "^", "{#x}", " {#y}\n", "$", "\n", "\n\n", "\n    ",
    "\n- ", "\n> ", "\n1. ", "\n## ", "\n\n- ", "\n\n    ", "\n|", "\n\n|---|---|\n", "\n\n```\n",
    "\n```\n\n",
)

LINES = (
    "## Start", "### Deep", "###### Six", "####### Seven", "# Main", "##", "## ???", "## a {#x}",
    "#no space", "## {#only}", "Title\n===", "Title\n---", "***", "---", "- - -", "___", "=",
    "- a", "* a", "+ a", "1. a", "2) a", "1234567890. a", "-", "1.", "- [ ] a", "-a", "  - b",
    "    - c", "\t- d", "   - e", "     f", "    code", "> a", ">", "> > b", ">- c", "> 1. d",
    "- > e", "| a | b |\n|---|---|\n| 1 | 2 |", "| a |\n|---|\n| 1 | 2 |",
    "a | b\n--|:-:\nc | d | e", "|", "||", "|---|---|", "| `a|b` | c |\n|---|---|\n| \\| | `|",
    "| a | b |\n|--|--|\ntext below", "```", "~~~", "````", "```python", "``` {.cta #main}",
    "``` a b", "```\n/// do\n```", "    ```", "~~~ x", "[x]: /when-to-get-help/",
    "[Note]: careful", "[^S19]: text", "[a]:\n  /b", "  [b]: <javascript:a>", "[]: x",
    "[x]: y 'title'", "*[HTML]: abbr", "Term\n: definition", "%YAML 1.1", "...",
    "---\ntitle: x\n---",
)

BLOCKS = (
    "/// care-card", "/// do", "/// dont", "/// note | A heading", "/// note",
    "/// evidence | Claim", "/// steps", "/// faq | Why?", "/// figure", "/// call",
    "/// ask-first", "/// scope", "/// video | A", "/// block | 0", "/// block | 99",
    "/// nothing", "/// do | x", "///", "////", "/// ", "///do", " /// do", "> /// do",
    "- /// do", "1234. /// block | 0", "text /// do", "/// note | <b>x</b> *y*",
    "/// faq | &quot;", "/// video | x\n    url: https://www.example.com/film",
    "/// figure\n    drawing: nope", "    level: emergency", "    level: Emergency",
    "    signs: all", "    signs: F1, U1", "    text: full", "    level: limited",
    "    variant: info", "    drawing: ../x", "    url: javascript:alert(1)", "    width: ²",
    "    file: //[x", "    file: /a.mp4", "    <<: *a", "    a: &a [*a]", "  level: urgent",
    "    !!python/object:os.system x", "    a: b: c", '    title: "\\0"', "    ? a",
    "level: urgent",
)

FRONT_VALUES = (
    "yes", "no", "~", "null", "0x1f", "1e9", "9:30", "2026-02-30", "0000-00-00",
    "2026-11-22T10:00", "'", '"', '"\\0"', '"\\u202e"', '"\\uD800"', '"\\x1b[31m"', '"a\\nb"',
    "|\n  a\n  b", ">\n  a", "[a, [b]]", "{a: {b: c}}", "&a b", "*a", "!!int 3", "!x y", "%", "@",
    "`", "- a", "? a", "a: b: c", "a #b", "[", "{", "/404.html/", "/sitemap.xml/", "//", "/a//b/",
    "/../", "/.git/", "/A/", "/ñ/", "/x/", "home", "-1", "٣", "emergency", "article", "text",
    "book", "none", "S19", "[S19, S99, S19]", "https://x", "\u200b", "\t",
)

KEYS = (
    "title", "description", "kind", "call_to_action", "level", "warning", "nav_label",
    "nav_order", "footer_order", "order", "draft", "published", "last_reviewed", "next_review",
    "reviewer", "sources", "aliases", "twin", "Title", "titel", "<<", "", "a b", "ti\u200btle",
    "__class__", "self",
)
# fmt: on

# fmt: off
SVG_PARTS = (
    '<path d="M0 0h9"/>', '<g id="main">', "</g>", "<title>A drawing</title>", "<text>a</text>",
    "<script>alert(1)</script>", '<script href="//evil.example/x.js"/>', "<foreignObject>",
    "<desc>a</desc>", "<iframe src=x></iframe>", '<a xlink:href="javascript:alert(1)">a</a>',
    '<a href="/">a</a>', "<p>out</p>", '<image href="https://evil.example/x.png"/>',
    '<image href="data:image/png;base64,AA"/>', "<input>", '<use href="//evil.example/x.svg#a"/>',
    '<use href="#main"/>', '<rect onclick="alert(1)"/>', "</svg>",
    '<set attributeName="href" to="javascript:alert(1)"/>',
    "<style>*{background:url(//evil.example)}</style>",
    '<animate attributeName="xlink:href" values="javascript:a"/>',
    '<rect fill="url(//evil.example/#a)"/>', '<rect style="fill:red"/>', "<!-- a -->",
    "<![CDATA[<script>alert(1)</script>]]>", "<!DOCTYPE x>", "<b>b</b>",
    "<form><button formaction=//evil.example>b</button></form>", "<math><mi>x</mi></math>",
    "<plaintext>", '<link rel="stylesheet" href="//evil.example"/>',
    '<meta http-equiv="refresh" content="0;url=//e"/>', '<feImage href="//evil.example/x"/>',
    "<video src=//evil.example></video>", "&lt;script>", "&nope;", "<", '<svg onload="alert(1)">',
    "<svg/onload=alert(1)>", "<textarea>", "<title><img src=x onerror=a()></title>",
    "<base href=//evil.example>", '<a href="/" target="_blank">a</a>',
    '<a href="/" ping="//e">a</a>',
    '<h:form xmlns:h="http://www.w3.org/1999/xhtml"><h:input/></h:form>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<rect fill="u\\72l(//evil.example/#a)"/>', '<rect fill="url( \'//evil.example\' )"/>',
    '<set attributeName="onclick" to="alert(1)"/>', '<style>*{fill:u\\72l(//evil.example)}</style>',
    '<animate attributeName="href" from="#a" to="&#106;avascript:a"/>', "<x:y xmlns:x='z'/>",
    '<use xlink:href="#main"/>', '<text font-family="a" x="1">words</text>', "<g/>", "<p/>",
)
# fmt: on
