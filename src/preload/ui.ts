import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, portsChannel, shellChannel } from '../protocol/rpc/channel-names';

// A reloaded page is a new partner of main, although it lives in the same window and process.
const page = crypto.randomUUID();

contextBridge.exposeInMainWorld(bridgeName, {
  post: (message: unknown) => ipcRenderer.send(shellChannel, page, message),
  onMessage(listener: (message: unknown) => void) {
    const onMessage = (_event: unknown, to: string, message: unknown): void => {
      if (to === page) listener(message);
    };
    ipcRenderer.on(shellChannel, onMessage);
    return () => ipcRenderer.off(shellChannel, onMessage);
  },
});

ipcRenderer.on(portsChannel, (event, handover: unknown) => {
  window.postMessage(handover, location.origin, [...event.ports]);
});
