/** What skillet doctor finds: JSON too, so written in English and translated when it is shown. */
export const doctor = {
  "none is set": "設定されていません",
  "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or --provider, or --base-url.":
    "OPENAI_API_KEY(と OPENAI_BASE_URL、OPENAI_MODEL)、--provider、または --base-url を指定してください。",
  "skillet demo needs none.": "skillet demo にはどれも要りません。",
  "none is sent; this endpoint is on loopback": "送りません。このエンドポイントはループバックです",
  "set, from {1}": "設定済み({1})",
  "not known for this model: a conversation may grow too long for it":
    "このモデルでは不明です。会話が長くなりすぎる可能性があります",
  "{1} tokens ({2})": "{1} トークン({2})",
  "GET /models lists {1}": "GET /models の一覧: {1}",
  "none is named": "指定されていません",
  "{1} is not among the models that the endpoint lists": "{1} はエンドポイントの一覧にありません",
  "none: one job at a time, and nobody is asked": "なし: 1 回ずつ実行し、確認はしません",
  "{1}: no colour, no status line, no pasting of several lines at once":
    "{1}: 色、状態行、複数行の貼り付けは使えません",
  "{1} (not there yet)": "{1}(まだありません)",
  "{1} is trusted; it brings no settings and no AGENTS.md":
    "{1} は信頼済みです。設定も AGENTS.md もありません",
  "{1} is trusted; used: {2}": "{1} は信頼済みです。使用: {2}",
  "none is set: commands run unconfined, each one is asked for":
    "設定なし: コマンドは隔離されずに実行され、毎回確認します",
  "Leave --sandbox and the setting out.": "--sandbox と設定を外してください。",
  "Do not use it; report it.": "使わずに、報告してください。",
  "not there for commands: {1}": "コマンドからは使えません: {1}",
  "Install it: {1}": "インストール: {1}",
  "files: only the output directory can change; home, keys and other projects are not there":
    "ファイル: 変更できるのは出力ディレクトリだけ。ホーム、鍵、ほかのプロジェクトは見えません",
  "network: a loopback of the session's own; other hosts only as you allow them":
    "通信: セッション専用のループバック。ほかのホストは許可したものだけ",
  "processes: none of the machine is visible, and none outlives its command":
    "プロセス: ほかのものは見えず、コマンドの終了後に残りません",
  "environment: an allow-list without keys": "環境変数: 許可リストのみ、鍵なし",
  "system calls, processes, memory, file size, output and time are limited":
    "システムコール、プロセス数、メモリ、ファイルサイズ、出力、時間に上限",
  "what you allow a host is sent to it, whatever it is":
    "許可したホストには、内容にかかわらず送信されます",
  "what commands read they can write into the output directory":
    "コマンドは読んだ内容を出力ディレクトリに書けます",
  "flaws of the kernel itself": "カーネル自体の欠陥",
};
