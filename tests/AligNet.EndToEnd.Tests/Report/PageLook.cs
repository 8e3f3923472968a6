using System.Text.Json;

namespace AligNet.EndToEnd.Tests.Report;

/// <summary>What must be true of any page in the report's style: nothing wider than the window, no text over another, no request, no dead link inside it.</summary>
internal static class PageLook
{
    /// <summary>Lists that should be empty.</summary>
    public const string Script = """
        (() => {
          const box = e => e.getBoundingClientRect(), name = e => (e.closest('[id]') || e).id + ' ' + e.tagName + ' ' + (e.textContent || '').slice(0, 40);
          const drawings = [...document.querySelectorAll('main svg')], all = [...document.querySelectorAll('main *')];
          const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
          return {
            width: innerWidth, scroll: document.documentElement.scrollWidth, faults, drawings: drawings.length,
            wide: all.filter(e => !e.closest('.scroll') && !e.closest('svg') && box(e).width > 0 && box(e).right > innerWidth + 1).map(name),
            requests: performance.getEntriesByType('resource').map(r => r.name).filter(u => !u.startsWith('data:')),
            empty: drawings.filter(s => box(s).width < 50 || box(s).height < 8 || !s.querySelector('path,circle,rect,line')).map(name),
            mute: drawings.filter(s => !(s.querySelector('title')?.textContent && s.querySelector('desc')?.textContent.length > 10)).map(name),
            outside: drawings.flatMap(s => [...s.querySelectorAll('text')].filter(t => box(t).left < box(s).left - 2 || box(t).right > box(s).right + 2).map(t => name(s) + ': ' + t.textContent)),
            overlaps: drawings.flatMap(svg => { const texts = [...svg.querySelectorAll('text')];
              return texts.flatMap((a, i) => texts.slice(i + 1).filter(b => meets(box(a), box(b))).map(b => name(svg) + ': ' + a.textContent + ' | ' + b.textContent)); }),
            ids: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, a) => a.indexOf(id) !== i),
            dead: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.getAttribute('href')),
            broken: all.filter(e => e.children.length === 0 && /NaN|Infinity/.test(e.textContent)).map(name),
          };
        })()
        """;

    /// <summary>Holds a measured page against all of it.</summary>
    public static void AssertGood(JsonElement found, string[] console, int width)
    {
        Assert.Empty(console);
        Assert.InRange(found.GetProperty("scroll").GetInt32(), 1, width);
        Assert.NotEqual(0, found.GetProperty("drawings").GetInt32());
        foreach (string list in new[] { "faults", "wide", "requests", "empty", "mute", "outside", "overlaps", "ids", "dead", "broken" })
        {
            Assert.True(found.GetProperty(list).GetArrayLength() == 0, $"{list}: {found.GetProperty(list)}");
        }
    }
}
