//! Sentences of Windows' Remote Desktop in languages that `screens.rs` has no sourced table for, as people paste
//! them in public threads. The wording of one's own Windows may differ; what they mean is that of their English
//! originals.

use super::english::Sentence;

const fn says(words: &'static str, causes: &'static [&'static str]) -> Sentence {
    Sentence { words, causes }
}

const CREDENTIALS: &[&str] = &[
    "logon/wrong-credentials",
    "logon/entra-identity-over-ntlm",
    "logon/wrong-name-form",
    "logon/microsoft-account-without-password",
];
const LOCKED: &[&str] = &["logon/locked-out"];
const EXPIRED: &[&str] = &["logon/password-expired", "logon/password-must-change"];
const NO_LICENSE: &[&str] = &["session/license-unavailable"];
const CREDSSP: &[&str] = &["nla/credssp-unpatched-host", "nla/host-forces-updated-clients"];
const UNREACHABLE: &[&str] =
    &["network/port-filtered", "network/rdp-disabled", "network/firewall-rule-disabled", "network/host-down"];
const INTERNAL: &[&str] = &[
    "tls/certificate-not-renewed",
    "tls/certificate-expired",
    "tls/no-common-version",
    "network/reset-on-rdp",
];
const NOT_AUTHORIZED: &[&str] = &["logon/no-remote-right", "logon/remote-right-denied"];
const RESTRICTION: &[&str] =
    &["logon/blank-password", "logon/restricted-admin-denied", "logon/protected-user-without-kerberos"];
const LSA: &[&str] = &[
    "logon/password-expired",
    "logon/password-must-change",
    "nla/wrong-domain",
    "nla/domain-controller-unreachable",
];
const UNTRUSTED: &[&str] = &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"];
const NLA: &[&str] = &["negotiation/nla-required", "client/credssp-off", "client/outdated"];
const PROTOCOL: &[&str] = &["session/graphics-failed", "client/outdated", "session/client-license-corrupt"];
const NO_DOMAIN: &[&str] = &["nla/domain-controller-unreachable"];
const TRUST: &[&str] = &["nla/trust-broken"];

/// All of them.
pub(in crate::explain) const SENTENCES: &[Sentence] = &[
    // Chinese.
    says("Il mio account è bloccato", LOCKED),
    says("Il tuo account è stato bloccato", LOCKED),
    says("L'account a cui si fa riferimento è bloccato", LOCKED),
    says("Uw account is vergrendeld", LOCKED),
    says("Mijn account is geblokkeerd", LOCKED),
    says("Su cuenta está bloqueada", LOCKED),
    says("Mi cuenta está bloqueada", LOCKED),
    says("Mon compte est verrouillé", LOCKED),
    says("Votre compte est verrouillé", LOCKED),
    says("Konto użytkownika jest zablokowane", LOCKED),
    says("Moje konto jest zablokowane", LOCKED),
    says("Учетная запись заблокирована", LOCKED),
    says("Моя учетная запись заблокирована", LOCKED),
    says("Kontot är låst", LOCKED),
    says("Mitt konto är låst", LOCKED),
    says("Kontoen er låst", LOCKED),
    says("Účet je uzamčen", LOCKED),
    says("Hesap kilitlendi", LOCKED),
    says("帐户已锁定", LOCKED),
    says("アカウントがロックされています", LOCKED),
    says("La password è scaduta", EXPIRED),
    says("Mijn wachtwoord is verlopen", EXPIRED),
    says("Uw wachtwoord is verlopen", EXPIRED),
    says("Su contraseña ha expirado", EXPIRED),
    says("La contraseña ha caducado", EXPIRED),
    says("Mi contraseña ha expirado", EXPIRED),
    says("Mon mot de passe a expiré", EXPIRED),
    says("Hasło wygasło", EXPIRED),
    says("Moje hasło wygasło", EXPIRED),
    says("Мой пароль истёк", EXPIRED),
    says("Срок действия пароля истек", EXPIRED),
    says("Mitt lösenord har gått ut", EXPIRED),
    says("Passordet er utløpt", EXPIRED),
    says("Heslo vypršelo", EXPIRED),
    says("Platnost hesla vypršela", EXPIRED),
    says("Parolamın süresi doldu", EXPIRED),
    says("Salasana on vanhentunut", EXPIRED),
    says("A senha expirou", EXPIRED),
    says("Minha senha expirou", EXPIRED),
    says("密码已过期", EXPIRED),
    says("パスワードの有効期限が切れています", EXPIRED),
    says("由于没有远程桌面授权服务器可以提供许可证，远程会话被中断。请跟服务器管理员联系。", NO_LICENSE),
    says("由于没有远程桌面授权服务器可以提供许可证，远程会话连接已断开", NO_LICENSE),
    says("你的凭据不工作", CREDENTIALS),
    says("您的凭证不起作用", CREDENTIALS),
    says("登录没有成功", CREDENTIALS),
    says("登录尝试失败", CREDENTIALS),
    says("用户名或密码不正确", CREDENTIALS),
    says("出现身份验证错误。要求的函数不受支持。这可能是由于CredSSP加密数据库修正。", CREDSSP),
    says("发生身份验证错误。要求的函数不受支持", CREDSSP),
    says("出现身份验证错误，无法连接到本地安全机构", LSA),
    says(
        "远程桌面由于以下原因之一无法连接到远程计算机 未启用对服务器的远程访问 远程计算机已关闭 在网络上远程计算机不可用",
        UNREACHABLE,
    ),
    says("出现了内部错误", INTERNAL),
    says("出现内部错误", INTERNAL),
    says("连接被拒绝，因为没有授权此用户帐户进行远程登录", NOT_AUTHORIZED),
    says("若要远程登录，你需要具有通过远程桌面服务登录的权限", NOT_AUTHORIZED),
    says("用户帐户限制会阻止你登录", RESTRICTION),
    says("由于协议错误，会话将被中断，请重新连接到远程计算机", PROTOCOL),
    says("无法验证此远程计算机的身份，是否仍要连接", UNTRUSTED),
    says("远程计算机需要网络级别身份验证，而您的计算机不支持该验证", NLA),
    says("此工作站和主域间的信任关系失败", TRUST),
    says("你尝试连接到的远程计算机要求网络级身份验证，但无法联系到你的Windows域控制器来执行NLA", NO_DOMAIN),
    says("远程桌面连接 已停止工作", &["client/crashes"]),
    // Japanese, beside the sourced ones.
    says("内部エラーが発生しました", INTERNAL),
    says("資格情報が機能しませんでした", CREDENTIALS),
    says("ログオンに失敗しました", CREDENTIALS),
    says(
        "要求された関数はサポートされていません CredSSP 暗号化オラクルの修復が原因である可能性があります",
        CREDSSP,
    ),
    says(
        "リモート デスクトップ ライセンス サーバーがライセンスを提供できないため リモート セッションは切断されました",
        NO_LICENSE,
    ),
    says("プロトコル エラーが発生したため このセッションは中断されます", PROTOCOL),
    // Russian.
    says("Произошла внутренняя ошибка", INTERNAL),
    says("Ваши учетные данные не работают", CREDENTIALS),
    says("Недопустимые учетные данные", CREDENTIALS),
    says("Не удалось выполнить вход", CREDENTIALS),
    says(
        "Произошла ошибка при проверке подлинности. Указанная функция не поддерживается. Причиной ошибки может быть исправление шифрования CredSSP",
        CREDSSP,
    ),
    says(
        "Произошла ошибка проверки подлинности. Не удается установить связь с локальной системой безопасности",
        LSA,
    ),
    says("Не удается подключиться к удаленному компьютеру по одной из следующих причин", UNREACHABLE),
    says(
        "Удаленный сеанс отключен, поскольку отсутствуют доступные серверы лицензирования удаленных рабочих столов",
        NO_LICENSE,
    ),
    says(
        "Подключение было запрещено, так как учетная запись пользователя не имеет прав для удаленного входа в систему",
        NOT_AUTHORIZED,
    ),
    says(
        "Из-за ошибки протокола этот сеанс будет прерван. Повторите попытку подключения к удаленному компьютеру",
        PROTOCOL,
    ),
    says(
        "Не удалось установить доверительные отношения между этой рабочей станцией и основным доменом",
        TRUST,
    ),
    says(
        "Удаленный компьютер требует проверку подлинности на уровне сети, которую ваш компьютер не поддерживает",
        NLA,
    ),
    // Italian.
    says("Si è verificato un errore interno", INTERNAL),
    says("Le credenziali non funzionano", CREDENTIALS),
    says("Tentativo di accesso non riuscito", CREDENTIALS),
    says(
        "Errore di autenticazione. La funzione richiesta non è supportata. La causa potrebbe essere la correzione CredSSP",
        CREDSSP,
    ),
    says(
        "La sessione remota è stata disconnessa perché non sono disponibili server licenze Desktop remoto",
        NO_LICENSE,
    ),
    says("Impossibile connettersi al computer remoto per uno dei seguenti motivi", UNREACHABLE),
    // Polish.
    says("Wystąpił błąd wewnętrzny", INTERNAL),
    says("Twoje poświadczenia nie zadziałały", CREDENTIALS),
    says("Próba logowania nie powiodła się", CREDENTIALS),
    says("Wystąpił błąd uwierzytelniania. Żądana funkcja nie jest obsługiwana", CREDSSP),
    // Dutch.
    says("Er is een interne fout opgetreden", INTERNAL),
    says("Uw referenties werken niet", CREDENTIALS),
    says("Er is een verificatiefout opgetreden. De aangevraagde functie wordt niet ondersteund", CREDSSP),
    // Korean.
    says("내부 오류가 발생했습니다", INTERNAL),
    says("자격 증명을 사용할 수 없습니다", CREDENTIALS),
    says("인증 오류가 발생했습니다. 요청한 함수가 지원되지 않습니다. CredSSP 암호화 Oracle 수정", CREDSSP),
    // German, French, Spanish, Portuguese, beside the sourced ones.
    says("Interner Fehler", INTERNAL),
    says("Es ist ein interner Fehler aufgetreten", INTERNAL),
    says(
        "Authentifizierungsfehler. Die angeforderte Funktion wird nicht unterstützt. Ursache könnte eine CredSSP Encryption Oracle Remediation sein",
        CREDSSP,
    ),
    says("Die lokale Sicherheitsautorität (LSA) ist nicht erreichbar", LSA),
    says(
        "Die Remotesitzung wurde getrennt, da keine Remotedesktop-Lizenzserver für das Ausstellen einer Lizenz verfügbar sind",
        NO_LICENSE,
    ),
    says("Der Benutzer ist nicht zur Remoteanmeldung autorisiert", NOT_AUTHORIZED),
    says(
        "Die Vertrauensstellung zwischen dieser Arbeitsstation und der primären Domäne konnte nicht hergestellt werden",
        TRUST,
    ),
    says("Une erreur interne s'est produite", INTERNAL),
    says("Vos informations d'identification n'ont pas fonctionné", CREDENTIALS),
    says(
        "Une erreur d'authentification s'est produite. La fonction demandée n'est pas prise en charge",
        CREDSSP,
    ),
    says("L'autorité de sécurité locale ne peut pas être contactée", LSA),
    says("Se ha producido un error interno", INTERNAL),
    says("Las credenciales no funcionaron", CREDENTIALS),
    says("Error de autenticación. La función solicitada no se admite", CREDSSP),
    says("Ocorreu um erro interno", INTERNAL),
    says("Suas credenciais não funcionaram", CREDENTIALS),
    says("Ocorreu um erro de autenticação. A função solicitada não tem suporte", CREDSSP),
];
