declare module 'xhr2' {
  const XMLHttpRequest: unknown;
  export default XMLHttpRequest;
}

declare module 'botium-connector-directline3' {
  interface Connector {
    Validate(): Promise<void>;
    Start(): Promise<void>;
    UserSays(message: object): Promise<void>;
    Stop(): Promise<void>;
  }
  const botium: { PluginClass: new (options: { queueBotSays: unknown; caps: object }) => Connector };
  export default botium;
}
