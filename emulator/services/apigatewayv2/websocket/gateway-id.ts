import type { Ids } from '../../../runtime/ids.ts';

const ID_BYTES = 11;

/** An id as API Gateway gives them to connections, messages and requests: `Wj7I5fVLoAMCFXQ=`. */
export const gatewayId = (ids: Ids): string => `${Buffer.from(ids.hex(2 * ID_BYTES), 'hex').toString('base64url')}=`;

/** Whether a text could be a connection's id; what could not is a bad request, and not a connection that is gone. */
export const isGatewayId = (text: string): boolean => /^[\w-]{11,}={0,2}$/.test(text);
