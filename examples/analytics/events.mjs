import { Refusal } from "./serve.mjs";

const mostEvents = 500;

/**
 * The events of a request: a JSON list of views, each `{ "page": "/…" }`, with the time of their arrival.
 *
 * @throws {Refusal} where it is none
 */
export function parsedEvents(body, now) {
  const given = parsed(body);
  if (!Array.isArray(given) || given.length === 0 || given.length > mostEvents)
    throw new Refusal(400, `the request must be a list of 1 to ${mostEvents} events`);
  return given.map((event) => {
    const page = event?.page;
    if (typeof page !== "string" || !/^\/[\x21-\x7e]{0,199}$/.test(page))
      throw new Refusal(400, "page must be a path of at most 200 characters");
    return { page, at: now.toISOString() };
  });
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, "the request must be JSON");
  }
}
