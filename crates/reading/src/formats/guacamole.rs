//! Guacamole: guacd's `guacd[pid]: LEVEL: …`, and the web application's lines in Tomcat's log.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// guacd and Guacamole's web application.
pub static FORMAT: Format = Format { name: "Guacamole", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let frame = |severity, text| Some(Frame { speaker: &FORMAT, severity, at: line.at, text });
    if line.program == Some("guacd") {
        let (first, rest) = line.text.split_once(':').unwrap_or((line.text, ""));
        return match severity(first) {
            Some(level) => frame(level, rest.trim_start()),
            None => frame(Severity::Unsaid, line.text),
        };
    }
    // 21:10:02.123 [http-nio-8080-exec-1] ERROR o.a.g.w.GuacamoleWebSocketTunnelEndpoint - …
    if line.text.contains("o.a.g.") || line.text.contains("org.apache.guacamole") {
        let level = line.text.split(' ').find_map(severity).unwrap_or_default();
        let text = line.text.split_once(" - ").map_or(line.text, |(_, text)| text);
        return frame(level, text);
    }
    None
}
