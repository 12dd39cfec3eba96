//! The lab's name server, on loopback.

use std::net::IpAddr;

use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA};
use hickory_proto::rr::{RData, Record, RecordType};
use tokio::net::UdpSocket;

use crate::setting::Dns;

/// Answers queries for as long as it is polled.
pub(crate) async fn serve(socket: UdpSocket, says: Dns, own: Vec<IpAddr>) {
    let mut buffer = [0; 1500];
    loop {
        let Ok((size, from)) = socket.recv_from(&mut buffer).await else { return };
        if says == Dns::Silent {
            continue;
        }
        let Ok(query) = Message::from_vec(&buffer[..size]) else { continue };
        if let Ok(reply) = answer(&query, &says, &own).to_vec() {
            let _ = socket.send_to(&reply, from).await;
        }
    }
}

fn answer(query: &Message, says: &Dns, own: &[IpAddr]) -> Message {
    let mut reply = Message::new();
    reply.set_id(query.id()).set_message_type(MessageType::Response).set_recursion_desired(true);
    reply.set_recursion_available(true).add_queries(query.queries().iter().cloned());
    let addresses: &[IpAddr] = match says {
        Dns::Host => own,
        Dns::Addresses(addresses) => addresses,
        Dns::NoSuchName => {
            reply.set_response_code(ResponseCode::NXDomain);
            &[]
        }
        Dns::Fails => {
            reply.set_response_code(ResponseCode::ServFail);
            &[]
        }
        Dns::Empty | Dns::Silent => &[],
    };
    for query in query.queries() {
        for address in addresses {
            let data = match (query.query_type(), address) {
                (RecordType::A, IpAddr::V4(v4)) => RData::A(A(*v4)),
                (RecordType::AAAA, IpAddr::V6(v6)) => RData::AAAA(AAAA(*v6)),
                _ => continue,
            };
            reply.add_answer(Record::from_rdata(query.name().clone(), 60, data));
        }
    }
    reply
}
