import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sealLength } from './format';

const cipher = 'aes-256-gcm';

/** Bytes of the nonce that are the same in a file; four more count the frames. */
export const noncePrefixLength = 8;

/** Seals the frames of one file, and opens them again. */
export type FrameSeal = Readonly<{
  close(index: number, type: number, payload: Uint8Array): Buffer;
  /** Null when the bytes are not the ones that were sealed at this place in this file. */
  open(index: number, type: number, sealed: Uint8Array): Buffer | null;
}>;

/**
 * AES-256-GCM for the frames of a file. What is authenticated beside the payload is the hash of the file's header, the
 * index of the frame and its type: no frame can be moved, repeated, left out or taken from another file. The key must
 * belong to one file only, because the nonce is a prefix and the index.
 */
export function frameSeal(key: Uint8Array, noncePrefix: Uint8Array, headerHash: Uint8Array): FrameSeal {
  const nonceOf = (index: number): Buffer => {
    const nonce = Buffer.alloc(noncePrefixLength + 4);
    nonce.set(noncePrefix);
    nonce.writeUInt32BE(index, noncePrefixLength);
    return nonce;
  };
  const contextOf = (index: number, type: number): Buffer => {
    const place = Buffer.alloc(5);
    place.writeUInt32BE(index, 0);
    place.writeUInt8(type, 4);
    return Buffer.concat([headerHash, place]);
  };
  return {
    close(index, type, payload) {
      const sealing = createCipheriv(cipher, key, nonceOf(index), { authTagLength: sealLength });
      sealing.setAAD(contextOf(index, type));
      return Buffer.concat([sealing.update(payload), sealing.final(), sealing.getAuthTag()]);
    },
    open(index, type, sealed) {
      if (sealed.length < sealLength) return null;
      const opening = createDecipheriv(cipher, key, nonceOf(index), { authTagLength: sealLength });
      opening.setAAD(contextOf(index, type));
      opening.setAuthTag(sealed.subarray(sealed.length - sealLength));
      const payload = opening.update(sealed.subarray(0, sealed.length - sealLength));
      try {
        opening.final();
      } catch {
        // The only thing that `final` can object to is the tag.
        return null;
      }
      return payload;
    },
  };
}
