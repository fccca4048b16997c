// Shows one card, and says what the official renderer has against it. Its object model is the schema: a property that
// no class of it knows, or only in a later version than ours, is a problem, but for Teams' own addition to cards.
window.render = (json, dark) => {
  const problems = [];
  const version = AdaptiveCards.Versions.v1_5;
  const later = (of) => of.major > version.major || (of.major === version.major && of.minor > version.minor);

  const registered = (registry, name) => {
    const found = registry.findByName(name);
    return found && !later(found.schemaVersion) ? new found.objectType() : undefined;
  };
  const classOf = (value, name) => {
    switch (name) {
      case "AdaptiveCard": return new AdaptiveCards.AdaptiveCard();
      case "TextRun": return new AdaptiveCards.TextRun();
      default:
        return registered(AdaptiveCards.GlobalRegistry.elements, name)
          ?? registered(AdaptiveCards.GlobalRegistry.actions, name);
    }
  };
  const known = (instance) => {
    const schema = instance.getSchema();
    const names = new Set();
    for (let i = 0; i < schema.getCount(); i++) {
      const property = schema.getItemAt(i);
      if (!later(property.targetVersion)) names.add(property.name);
    }
    return names;
  };
  // What classes read by themselves, without a definition of their own.
  const read = {
    AdaptiveCard: ["$schema", "version", "body", "actions", "refresh", "fallbackText", "msteams"],
    RichTextBlock: ["inlines"], Container: ["items"], "Action.Execute": ["data"],
  };
  const walk = (value, path, name) => {
    if (Array.isArray(value)) {
      value.forEach((item, i) => walk(item, path + "[" + i + "]"));
    } else if (value && typeof value === "object") {
      const type = name ?? value.type;
      const instance = type === "Refresh" ? new AdaptiveCards.RefreshDefinition() : classOf(value, type);
      if (!instance) {
        problems.push(path + ": no " + type + " in 1.5");
        return;
      }
      const names = known(instance);
      for (const key of Object.keys(value)) {
        if (key !== "type" && !names.has(key) && !(read[type] ?? []).includes(key)) {
          problems.push(path + ": " + type + " has no " + key);
        }
      }
      for (const key of ["body", "items", "inlines", "actions"]) {
        if (Array.isArray(value[key])) {
          value[key].filter((item) => typeof item === "object").forEach((item, i) => walk(item, path + "." + key + "[" + i + "]"));
        }
      }
      if (value.refresh) walk(value.refresh, path + ".refresh", "Refresh");
      if (value.action) walk(value.action, path + ".action");
    }
  };
  walk(json, "card");

  const ink = dark ? "#ffffff" : "#242424";
  const faint = dark ? "#adadad" : "#616161";
  const colours = { default: { default: ink, subtle: faint } };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig({
    fontFamily: "Segoe UI, sans-serif",
    supportsInteractivity: true,
    containerStyles: {
      default: { backgroundColor: dark ? "#292929" : "#ffffff", foregroundColors: colours },
      emphasis: { backgroundColor: dark ? "#1f1f1f" : "#f5f5f5", foregroundColors: colours },
    },
  });
  const context = new AdaptiveCards.SerializationContext(version);
  card.parse(json, context);
  for (let i = 0; i < context.eventCount; i++) {
    problems.push(context.getEventAt(i).message);
  }
  for (const failure of card.validateProperties().validationEvents) {
    problems.push(failure.message);
  }

  document.body.style.background = dark ? "#1f1f1f" : "#f5f5f5";
  document.body.replaceChildren(card.render());
  const box = document.body.firstElementChild;
  return {
    problems,
    links: box.querySelectorAll("a").length,
    wide: [...box.querySelectorAll("*")].some((one) => one.getBoundingClientRect().right > innerWidth),
    text: box.innerText,
  };
};
