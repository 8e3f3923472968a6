namespace AligNet.Stages.Report;

/// <summary>How the report looks. Colours of settings and categories are those of Okabe and Ito (2008), told apart by the colour-blind too.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet. A phone shows one panel a row at its natural size, so that its text stays readable.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--ink:#1c2126;--paper:#fff;--soft:#5b646d;--line:#d4d9de;--wash:#f3f5f7;--link:#0b5cad;--mark:#00785a;
        --original:#8a8f94;--distillation:#3a9ad0;--ud:#d98e00;--alignet:#009e73}
        @media(prefers-color-scheme:dark){:root{--ink:#e4e8ec;--paper:#14181c;--soft:#a3adb7;--line:#39424b;--wash:#1e242a;--link:#7ab8f5;--mark:#3ecfa2;
        --original:#9aa1a8;--distillation:#56b4e9;--ud:#e69f00;--alignet:#12b88a}}
        *{box-sizing:border-box}html{scroll-padding-top:1rem}
        body{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);max-width:72rem;margin:0 auto;padding:1rem}
        h1{font-size:1.7rem;line-height:1.2;margin:.4rem 0 .8rem}h2{font-size:1.35rem;margin:0 0 .5rem}h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
        section{margin-top:2.4rem;border-top:1px solid var(--line);padding-top:1.2rem}
        p{max-width:46rem}a{color:var(--link)}a.n{color:inherit;text-decoration:none}a.n:hover{text-decoration:underline}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-99rem}.skip:focus{position:static}
        nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem .9rem;margin:0;padding:0;font-size:.95rem}
        .lead{font-size:1.15rem;line-height:1.5}.note,figcaption,.sources{font-size:.9rem;color:var(--soft)}
        .sources{overflow-wrap:anywhere}.missing{border-left:4px solid var(--line);padding:.3rem .8rem;color:var(--soft)}
        figure{margin:1.2rem 0}figcaption{max-width:46rem;margin-top:.4rem}
        .panels{display:flex;flex-wrap:wrap;gap:1rem 1.4rem;align-items:flex-start}
        svg{display:block;max-width:100%;height:auto;color:var(--ink);font-family:inherit;overflow:visible}svg text{fill:currentColor;font-size:12px}svg .b{font-weight:600}svg .q{fill:var(--soft)}
        .arc{stroke:currentColor;stroke-opacity:.32;fill:none}.ax{stroke:currentColor;stroke-opacity:.55}.gr{stroke:currentColor;stroke-opacity:.13}.cl{stroke:currentColor;stroke-width:1.6;stroke-dasharray:5 3}
        .ch{stroke:currentColor;stroke-opacity:.6;stroke-dasharray:1.5 3}.bd{fill:currentColor;fill-opacity:.1}.mn{stroke:currentColor;stroke-width:2;fill:none;stroke-linejoin:round}
        .original{--c:var(--original)}.distillation{--c:var(--distillation)}.ud{--c:var(--ud)}.alignet{--c:var(--alignet)}.human{--c:var(--ink)}
        .pt{stroke:var(--c);stroke-linecap:round;fill:none;stroke-opacity:.4}.nw{white-space:nowrap}
        .k0{--c:#0072b2}.k1{--c:#e69f00}.k2{--c:#009e73}.k3{--c:#cc79a7}.k4{--c:#d55e00}.k5{--c:#56b4e9}.k6{--c:#b8a800}.k7{--c:#8a8f94}
        @media(prefers-color-scheme:dark){.k0{--c:#5f97ee}.pt{stroke-opacity:.6}}
        .f{fill:var(--c)}.s{stroke:var(--c);fill:none}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.5rem 0 0;padding:0;font-size:.9rem}
        .swatch{display:inline-block;width:.85em;height:.85em;border-radius:50%;background:var(--c);margin-right:.4em;vertical-align:-.05em;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .swatch.sq{border-radius:0}.swatch.tr{border-radius:0;clip-path:polygon(50% 0,100% 100%,0 100%)}
        .table figcaption{margin:0 0 .3rem}.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
        th,td{padding:.28rem .75rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}thead>tr>*{border-bottom-width:2px;vertical-align:bottom}
        th:first-child,td:first-child{text-align:left;padding-left:0;font-weight:500}thead th:first-child{font-weight:600}td.best{font-weight:700;color:var(--mark)}table.text :is(td,th){text-align:left}
        details{border-left:3px solid var(--line);padding-left:.8rem}summary{font-size:.9rem;color:var(--soft);cursor:pointer;max-width:46rem;padding:.35rem 0}summary:hover{color:var(--ink)}details[open]>summary{color:var(--ink)}
        .interval{display:block;font-size:.8em;font-weight:400;color:var(--soft);white-space:nowrap}code{font-size:.88em;overflow-wrap:anywhere}
        pre{background:var(--wash);padding:.7rem .9rem;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
        .t{display:inline-block;width:52px;height:52px;border-radius:4px;background:var(--wash) center/cover no-repeat;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .sheet{display:block;max-width:none;height:auto}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20.5rem),1fr));gap:1rem;padding:0;list-style:none}
        .card{border:1px solid var(--line);border-radius:8px;padding:.6rem .7rem;break-inside:avoid}.card :is(h3,h4){margin:0 0 .3rem;font-size:.95rem;font-weight:600}.card p{margin:.2rem 0 0;font-size:.88rem}
        .row{display:flex;flex-wrap:wrap;gap:4px}.trial{display:flex;gap:.7rem}.trial>div{flex:1;min-width:0;text-align:center;font-size:.8rem;line-height:1.35}.trial .t{width:72px;height:72px;max-width:100%;border-radius:6px}
        .odd .t{outline:3px solid var(--ink);outline-offset:2px}.tag{display:block;margin-top:.25rem;white-space:nowrap}.tag i{display:inline-block;width:.7em;height:.7em;border-radius:50%;background:var(--c);margin-right:.3em;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .map{position:relative}.map .p{stroke:var(--paper);stroke-width:.6;cursor:default}.map .on{stroke:var(--ink);stroke-width:2.5}
        .tip{position:absolute;z-index:2;pointer-events:none;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:6px;font-size:.8rem;line-height:1.25;max-width:9rem;overflow-wrap:anywhere;box-shadow:0 3px 12px #0004}.tip .t{display:block;width:84px;height:84px;margin:0 auto 3px}
        @media print{@page{margin:14mm}:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#444;--line:#bbb;--wash:#f3f5f7;--link:#000;--mark:#005a43}
        body{font-size:10pt;max-width:none;padding:0}nav,.skip,.tip,script{display:none}a{text-decoration:none}h2,h3{break-after:avoid}figure,tr,.card{break-inside:avoid}
        .panels{gap:3mm}.panels>svg{max-width:calc(50% - 2mm)}.cards{grid-template-columns:1fr 1fr}.scroll{overflow:visible}details{border:0;padding:0}summary{list-style:none}details::details-content{content-visibility:visible;display:block;height:auto}.sheet{max-width:100%}table{font-size:8.5pt}th,td{padding:.15rem .4rem}section{margin-top:1.4rem}}
        """;
}
