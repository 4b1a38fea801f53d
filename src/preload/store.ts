import { ipcRenderer } from 'electron';
import { portsChannel } from '../protocol/rpc/channel-names';

ipcRenderer.on(portsChannel, (event, handover: unknown) => {
  window.postMessage(handover, location.origin, [...event.ports]);
});
