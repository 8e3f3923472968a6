using System.Text.Json;

namespace AligNet.EndToEnd.Tests.Report;

/// <summary>The report in a browser, as a phone and as a desk shows it.</summary>
public class RenderingTests(PublishedReport report) : IClassFixture<PublishedReport>
{
    /// <summary>Everything that can go wrong with the look of a page, as lists that should be empty.</summary>
    private const string Look = """
        (() => {
          const box = e => e.getBoundingClientRect(), name = e => (e.closest('[id]') || e).id + ' ' + e.tagName + ' ' + (e.textContent || '').slice(0, 40);
          const details = [...document.querySelectorAll('main details')], folded = details.filter(d => !d.open && box(d).height < 200).length;
          details.forEach(d => d.open = true);
          const drawings = [...document.querySelectorAll('main svg')], all = [...document.querySelectorAll('main *')];
          const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
          const overlaps = drawings.flatMap(svg => { const texts = [...svg.querySelectorAll('text')];
            return texts.flatMap((a, i) => texts.slice(i + 1).filter(b => meets(box(a), box(b))).map(b => name(svg) + ': ' + a.textContent + ' | ' + b.textContent)); });
          const map = document.querySelector('.map');
          const press = key => map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          press('ArrowRight');
          const tip = map.querySelector('.tip'), first = tip.textContent, picture = getComputedStyle(tip.querySelector('.t')).backgroundImage.slice(0, 22), marked = map.querySelectorAll('.on').length;
          press('ArrowRight');
          const second = tip.textContent, inside = box(tip).right <= innerWidth + 1;
          press('Escape');
          return {
            width: innerWidth, scroll: document.documentElement.scrollWidth, faults,
            wide: all.filter(e => !e.closest('.scroll') && !e.closest('svg') && box(e).width > 0 && box(e).right > innerWidth + 1).map(name),
            requests: performance.getEntriesByType('resource').map(r => r.name).filter(u => !u.startsWith('data:')),
            sections: [...document.querySelectorAll('main section')].filter(s => box(s).height < 60 || s.children.length < 2).map(name),
            figures: [...document.querySelectorAll('figure')].filter(f => box(f).width < 50 || box(f).height < 30).map(name),
            empty: drawings.filter(s => box(s).width < 50 || box(s).height < 8 || !s.querySelector('path,circle,rect,image,line')).map(name),
            mute: drawings.filter(s => s.getAttribute('role') !== 'img' || !(s.getAttribute('aria-label') || (s.querySelector('title')?.textContent && s.querySelector('desc')?.textContent.length > 10))).map(name),
            outside: drawings.flatMap(s => [...s.querySelectorAll('text')].filter(t => box(t).left < box(s).left - 2 || box(t).right > box(s).right + 2).map(t => name(s) + ': ' + t.textContent)),
            overlaps, small: drawings.flatMap(s => [...s.querySelectorAll('text')].filter(t => box(t).height && Math.min(box(t).height, box(t).width) < 3).map(name)),
            pictures: [...document.querySelectorAll('main .t')].filter(t => box(t).width > 0 && !getComputedStyle(t).backgroundImage.startsWith('url("data:image/webp')).map(name),
            unnamed: [...document.querySelectorAll('main [role=img]')].filter(t => !t.getAttribute('aria-label') && !t.getAttribute('aria-labelledby')).map(name),
            ids: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, a) => a.indexOf(id) !== i),
            dead: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.getAttribute('href')),
            levels: [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1]).filter((l, i, a) => i && l > a[i - 1] + 1),
            folded, closed: details.filter(d => box(d.querySelector('table')).height < 40).map(name), mouse: details.filter(d => d.querySelector('summary').tabIndex < 0).map(name),
            dark: getComputedStyle(document.body).backgroundColor, thumbnails: document.querySelectorAll('main .t').length, svgs: drawings.length,
            tip: { first, second, picture, marked, inside, hidden: tip.hidden },
          };
        })()
        """;

    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public void Page_AtAWidth_ShowsEverythingAndFits(int width, bool dark)
    {
        (JsonElement found, string[] console) = Browser.Measure(report.Html, width, dark, Look);

        Assert.Empty(console);
        Assert.Equal(width, found.GetProperty("width").GetInt32());
        Assert.InRange(found.GetProperty("scroll").GetInt32(), 1, width);
        foreach (string list in new[] { "faults", "wide", "requests", "sections", "figures", "empty", "mute", "outside", "overlaps", "small", "pictures", "unnamed", "ids", "dead", "levels", "closed", "mouse" })
        {
            Assert.True(found.GetProperty(list).GetArrayLength() == 0, $"{list}: {found.GetProperty(list)}");
        }

        Assert.InRange(found.GetProperty("folded").GetInt32(), 5, 60);
        Assert.InRange(found.GetProperty("svgs").GetInt32(), 20, 100);
        Assert.InRange(found.GetProperty("thumbnails").GetInt32(), 50, 2000);
        Assert.Equal(dark ? "rgb(20, 24, 28)" : "rgb(255, 255, 255)", found.GetProperty("dark").GetString());
    }

    [Fact]
    public void Map_ArrowKeys_ShowOneImageAfterTheOtherInEveryPanel()
    {
        JsonElement tip = Browser.Measure(report.Html, 390, false, Look).Found.GetProperty("tip");

        Assert.NotEqual("", tip.GetProperty("first").GetString());
        Assert.NotEqual(tip.GetProperty("first").GetString(), tip.GetProperty("second").GetString());
        Assert.Equal("url(\"data:image/webp;b", tip.GetProperty("picture").GetString());
        Assert.Equal(2, tip.GetProperty("marked").GetInt32());
        Assert.True(tip.GetProperty("inside").GetBoolean());
        Assert.True(tip.GetProperty("hidden").GetBoolean());
    }

    [Fact]
    public void Measure_PageWithFaults_FindsThem()
    {
        string broken = report.Html.Replace(
            "<main id=\"main\">",
            "<main id=\"main\"><section id=\"s\"><h2>x</h2><svg width=\"200\" height=\"40\"><text x=\"5\" y=\"20\">one text</text><text x=\"8\" y=\"20\">another</text></svg>"
            + "<p style=\"width:2000px\">wide</p></section><img src=\"http://localhost:9/none.png\"><script>console.error('told');undefinedFunction()</script>", StringComparison.Ordinal);

        (JsonElement found, string[] console) = Browser.Measure(broken, 390, false, Look);

        Assert.NotEmpty(console);
        Assert.All(new[] { "faults", "wide", "empty", "mute", "overlaps" }, list => Assert.NotEqual(0, found.GetProperty(list).GetArrayLength()));
        Assert.Contains(found.GetProperty("faults").EnumerateArray(), fault => fault.GetString()!.StartsWith("request: http://localhost:9", StringComparison.Ordinal));
    }
}
