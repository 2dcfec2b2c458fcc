// A browser that knows no modules runs this instead of the page.
var told = document.createElement("p");
told.className = "notice bad";
told.textContent = "This browser is too old for this page. surgeline ctl status says the same in a terminal.";
document.body.insertBefore(told, document.body.firstChild);
