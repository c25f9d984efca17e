"""What stands around a page in the browser: its style, its math font, the head of its document."""

from __future__ import annotations

from bokeh.document import Document
from bokeh.embed.bundle import extension_dirs
from panel.io.resources import LOCAL_DIST

from dashboard.components import connection
from dashboard.components.component import source
from dashboard.files import ASSETS

# The server serves these folders at static/extensions/NAME/; style.css asks for the font there.
FONTS = "explorer-fonts"

# What a person reads while the scripts are on their way comes before them.
HEAD = """{{% block inner_head %}}
<meta name="viewport" content="width=device-width, initial-scale=1">
{{% raw %}}<style>{style}</style>
<script>{theme}</script>
<script>{connection}</script>{{% endraw %}}
{{{{ super() }}}}
{{% endblock %}}
{{% block js_resources %}}{{% endblock %}}
{{% block contents %}}
<div class="opening">
<h1>{{{{ title | e }}}}</h1>
<p>The page is on its way: pictures that are computed anew whenever you change a setting.</p>
<noscript><p>It needs JavaScript, which this browser does not run.</p></noscript>
</div>
{{{{ super() }}}}
{{{{ bokeh_js }}}}
{{% raw %}}<script>{restyle}</script>
<script>{painting}</script>
<script>{names}</script>
<script>{lettering}</script>
<script>{sending}</script>{{% endraw %}}
{{% endblock %}}
"""


def dress(document: Document) -> None:
    """Give a session's document the style, the theme and the font of the explorer."""
    extension_dirs[FONTS] = ASSETS / "fonts"
    style, theme, restyle, painting, names = (
        (ASSETS / name).read_text("utf-8")
        for name in ("style.css", "theme.js", "restyle.js", "painting.js", "names.js")
    )
    document.template = HEAD.format(  # type: ignore[assignment]  # Bokeh takes text, too
        style=style + connection.style(),
        theme=theme,
        restyle=restyle,
        painting=painting,
        names=names,
        lettering=f"(() => {{\n{source('lettering.js')}\n}})()",
        connection=connection.script(),
        sending=connection.sending_script(),
    )
    # Panel knows this only from a page's request; a session that its socket makes anew has none,
    # and would send the browser to another machine.
    document._template_variables["dist_url"] = LOCAL_DIST
