// What a keyboard may do more: "/" goes to the search of a page. Everything works without it.
document.addEventListener("keydown", event => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
    const search = document.querySelector("[data-search]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && search) {
        event.preventDefault();
        search.focus();
    }
});

// A form is sent once.
document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method === "post") {
        if (form.dataset.sent) {
            event.preventDefault();
        }
        form.dataset.sent = "yes";
    }
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach(form => delete form.dataset.sent));

// What was typed into a form survives a reload of the tab. It ends when the form is sent or its author signs out.
const author = document.querySelector(".who strong")?.textContent;
const draft = `draft of ${author} at ${location.pathname}${location.search}`;
document.querySelectorAll("form[data-draft]").forEach(form => {
    const fields = Array.from(form.elements).filter(field => field.name && !/^(hidden|file|submit)$/.test(field.type));
    const kept = JSON.parse(sessionStorage.getItem(draft) || "{}");
    const lost = fields.filter(field => field.name in kept && kept[field.name] !== field.value);
    if (lost.length && !document.querySelector(".summary")) {
        lost.forEach(field => {
            field.value = kept[field.name];
            const folded = field.closest("details");
            if (folded) {
                folded.open = true;
            }
        });
        form.querySelector("[data-draft-kept]").hidden = false;
    }
    form.querySelector("[data-draft-forget]").addEventListener("click", () => {
        sessionStorage.removeItem(draft);
        location.reload();
    });
    form.addEventListener("input", () => sessionStorage.setItem(draft,
        JSON.stringify(Object.fromEntries(fields.map(field => [field.name, field.value])))));
    form.addEventListener("submit", () => sessionStorage.removeItem(draft));
});
document.querySelectorAll("form[action='/sign-out']").forEach(form =>
    form.addEventListener("submit", () => sessionStorage.clear()));

// Warnings are told as they come. A stream ends after some minutes and begins again only where a hand was at the page
// meanwhile: who has gone home is not kept signed in.
const followed = document.querySelector("[data-follow]");
if (followed && window.EventSource) {
    const stream = new EventSource(followed.dataset.follow);
    let used = false;
    ["keydown", "pointerdown"].forEach(kind => addEventListener(kind, () => used = true));
    stream.addEventListener("alert", event => {
        const told = JSON.parse(event.data);
        const link = document.createElement("a");
        link.href = told.path;
        link.textContent = told.title;
        const line = document.createElement("li");
        line.append(link, ` ${told.said}, ${told.at}`);
        followed.querySelector("ul").prepend(line);
        followed.hidden = false;
    });
    stream.addEventListener("error", () => {
        if (!used) {
            stream.close();
            document.querySelector("[data-follow-ended]").hidden = false;
        }
        used = false;
    });
}
