// Draws how a quota was used up. The table below says the same; without scripts it is what one sees.
const figure = document.querySelector("[data-chart]");

// The cap from day to day, as points of a line of steps; what is before the first day drawn counts from there on.
function stepped(caps, from, to) {
    const points = [];
    for (const step of caps) {
        const at = step.from ? Math.max(day(step.from), from) : from;
        if (points.at(-1)?.[0] === at) {
            points.pop();
        }
        points.push([at, Number(step.cap)]);
    }
    return [...points, [Math.max(to, points.at(-1)[0]), points.at(-1)[1]]];
}

// The colours of the style sheet, as they are now: light, dark or paper.
function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

const day = text => Date.parse(text + "T00:00:00Z");
const grouped = new Intl.NumberFormat("en-US", {maximumFractionDigits: 2});
const short = new Intl.NumberFormat("en-US", {notation: "compact", maximumFractionDigits: 1});
const utc = at => new Date(at).toISOString().slice(0, 10);

function series(drawn) {
    const asOf = day(drawn.asOf);
    const charged = [], used = [];
    if (drawn.first) {
        charged.push([day(drawn.first), 0]);
        used.push([day(drawn.first), 0]);
    }
    for (const point of drawn.points) {
        charged.push([day(point.on), Number(point.charged)]);
        used.push([day(point.on), Number(point.charged) + Number(point.reserved)]);
    }
    for (const line of [charged, used]) {
        const last = line.at(-1);
        if (last[0] < asOf) {
            line.push([asOf, last[1]]);
        }
    }
    return {charged, used, cap: drawn.cap === null ? null : Number(drawn.cap), caps: drawn.caps, now: used.at(-1),
        end: drawn.exhaustedOn && day(drawn.exhaustedOn)};
}

function option(drawn, width) {
    const narrow = width < 560;
    const {charged, used, cap, caps, now, end} = series(drawn);
    const ink = colour("ink"), quiet = colour("quiet"), faint = colour("faint"), bar = colour("bar");
    const text = {color: ink, fontFamily: getComputedStyle(document.body).fontFamily};
    const line = (name, data, more) => ({name, data, type: "line", symbol: "none", animation: false, ...more});
    const from = used[0][0], to = Math.max(now[0], drawn.last ? day(drawn.last) : now[0]);
    const lines = [
        line("Charged", charged, {step: "end", color: bar, areaStyle: {color: bar, opacity: 0.25},
            lineStyle: {width: 2}}),
        line("Charged and reserved", used, {step: "end", color: ink, lineStyle: {width: 1.5, type: [6, 3]}})];
    if (cap !== null) {
        lines.push(line("Cap", stepped(caps, from, to), {step: "end", color: colour("bad"), lineStyle: {width: 2}}));
    }
    if (cap !== null && end && end > now[0]) {
        const stop = Math.min(end, to);
        const share = (stop - now[0]) / (end - now[0]);
        lines.push(line("At the pace of the last 90 days", [now, [stop, now[1] + (cap - now[1]) * share]],
            {color: colour("warn"), lineStyle: {width: 2, type: [2, 4]}}));
    }
    return {
        animation: false,
        backgroundColor: "transparent",
        textStyle: text,
        legend: {top: 0, left: 0, orient: narrow ? "vertical" : "horizontal", itemWidth: 32, itemStyle: {opacity: 0},
            textStyle: text, inactiveColor: quiet},
        grid: {left: 8, right: 24, top: (narrow ? 24 * lines.length : 24) + 36, bottom: 8, containLabel: true},
        tooltip: {trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("paper"),
            borderColor: colour("line"), textStyle: text,
            formatter: rows => [utc(rows[0].value[0]), ...rows.map(row =>
                `${row.seriesName}: ${grouped.format(row.value[1])} ${drawn.unit}`)].join("\n")},
        xAxis: {type: "time", min: from, max: to, axisLabel: {color: quiet, hideOverlap: true,
            formatter: {year: "{yyyy}", month: "{yyyy}-{MM}", day: "{MM}-{dd}"}}, axisLine: {lineStyle: {color: quiet}}},
        yAxis: {type: "value", name: drawn.unit, nameTextStyle: {color: quiet, align: "right"},
            axisLabel: {color: quiet, formatter: value => short.format(value)}, splitLine: {lineStyle: {color: faint}}},
        series: lines};
}

async function draw() {
    const answer = await fetch(figure.dataset.chart, {headers: {Accept: "application/json"}});
    if (!answer.ok) {
        return;
    }
    const drawn = await answer.json();
    figure.hidden = false;
    const chart = echarts.init(figure.firstElementChild, null, {renderer: "svg", useUTC: true});
    const show = () => {
        chart.resize();
        chart.setOption({useUTC: true, ...option(drawn, chart.getWidth())}, {notMerge: true});
    };
    show();
    new ResizeObserver(show).observe(figure);
    ["(prefers-color-scheme: dark)", "print"].forEach(media => matchMedia(media).addEventListener("change", show));
    figure.dataset.drawn = chart.getOption().series.map(each => each.name).join(", ");
}

if (figure && window.echarts) {
    draw();
}
