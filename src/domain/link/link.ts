import { linkMessages } from './link.messages';

/** How two tickets may be related, seen from the one that the link stands on. */
export type LinkType = keyof typeof linkMessages.types;

/** Every kind of link. */
const linkTypes = Object.keys(linkMessages.types) as readonly LinkType[];

/** The same link seen from the other ticket. */
const inverses: Readonly<Record<LinkType, LinkType>> = {
  parent: 'child',
  child: 'parent',
  duplicate_of: 'duplicated_by',
  duplicated_by: 'duplicate_of',
  related: 'related',
  caused_by: 'causes',
  causes: 'caused_by',
  fixed_by: 'fixes',
  fixes: 'fixed_by',
  merged: 'merged_into',
  merged_into: 'merged',
  split_to: 'split_from',
  split_from: 'split_to',
};

/** The links that merging and splitting make; people cannot make or remove them one by one. */
const ownedByTheDesk: ReadonlySet<LinkType> = new Set(['merged', 'merged_into', 'split_to', 'split_from']);

/** The same link seen from the other ticket. */
export function inverseLink(type: LinkType): LinkType {
  return inverses[type];
}

/** The kind of link that a word names, if it is one that people may make. */
export function personalLinkType(word: string): LinkType | undefined {
  return linkTypes.find((type) => type === word && !ownedByTheDesk.has(type));
}

/** Writes a link as the element of a ticket's set of links. */
export function encodeLink(type: LinkType, ticketId: string): string {
  return `${type}:${ticketId}`;
}

/** Reads a link again; undefined for an element that this version does not know. */
export function decodeLink(
  element: string,
): { readonly type: LinkType; readonly ticketId: string } | undefined {
  const colon = element.indexOf(':');
  const type = linkTypes.find((known) => known === element.slice(0, colon));
  return type === undefined ? undefined : { type, ticketId: element.slice(colon + 1) };
}

/** The other ends of the links of one kind. */
export function linkedBy(links: readonly string[], type: LinkType): readonly string[] {
  return links.flatMap((element) => {
    const link = decodeLink(element);
    return link?.type === type ? [link.ticketId] : [];
  });
}
