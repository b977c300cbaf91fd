import { isLoopback } from '../../../runtime/loopback.ts';
import { DeliveryFailure } from './delivery-failure.ts';

/** @throws DeliveryFailure for another machine, unless the network is allowed */
export function checkNetwork(url: URL, allowNetwork: boolean): void {
  if (allowNetwork || isLoopback(url.hostname)) return;
  const message = `${url.host} is not on this machine: messages leave it only with --allow-network.`;
  throw new DeliveryFailure(message, { retry: false, status: 403 });
}

/** The host to connect to: Node does not resolve names under localhost. */
export const connectTo = ({ hostname }: URL): string =>
  hostname.endsWith('.localhost') ? 'localhost' : hostname.replace(/^\[|\]$/g, '');
