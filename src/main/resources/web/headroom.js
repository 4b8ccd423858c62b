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
