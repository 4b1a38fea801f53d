import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeLink,
  encodeLink,
  inverseLink,
  linkedBy,
  personalLinkType,
} from '../../../src/domain/link/link';
import { linkMessages } from '../../../src/domain/link/link.messages';

type LinkType = keyof typeof linkMessages.types;

const linkTypes = Object.keys(linkMessages.types) as LinkType[];
const type = fc.constantFrom(...linkTypes);
const ticketId = fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/), fc.string());

describe('a link', () => {
  it('seen from the other ticket and back is itself', () => {
    expect(linkTypes.map((one) => inverseLink(inverseLink(one)))).toEqual(linkTypes);
  });

  it('has another face on the other ticket, unless it is the same from both sides', () => {
    expect(linkTypes.filter((one) => inverseLink(one) === one)).toEqual(['related']);
  });

  it('reads back as it was written, whatever the id', () => {
    fc.assert(
      fc.property(type, ticketId, (given, id) => {
        expect(decodeLink(encodeLink(given, id))).toEqual({ type: given, ticketId: id });
      }),
    );
  });

  it.each(['', 'related', 'friend:x', ':x', 'RELATED:x', 'relate d:x'])('is not read from %j', (element) => {
    expect(decodeLink(element)).toBeUndefined();
  });

  it('is made by people unless merging and splitting own it, from both sides', () => {
    const owned = linkTypes.filter((one) => personalLinkType(one) === undefined);
    expect(owned.sort()).toEqual(['merged', 'merged_into', 'split_from', 'split_to']);
    expect(owned.map(inverseLink).sort()).toEqual(owned);
    expect([personalLinkType('friend'), personalLinkType('')]).toEqual([undefined, undefined]);
  });

  it('is told apart from others of other kinds', () => {
    const links = ['related:a', 'parent:b', 'related:c', 'unknown:d'];
    expect([linkedBy(links, 'related'), linkedBy(links, 'child')]).toEqual([['a', 'c'], []]);
  });
});
