//! Kinds of ties: what two accounts may have in common, and what it can say at most.

/// Kinds of one family are not independent of each other: who shares a house shares its line and its computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The line to the internet: mere proximity.
    Network,
    /// Where accounts say they are, and are not.
    Places,
    /// The machine.
    Device,
    /// Where equipment goes.
    Equipment,
    /// Where money arrives.
    Money,
    /// Identity papers.
    Papers,
    /// Words and pictures.
    Words,
    /// How and where somebody is reached: mere proximity.
    Contact,
    /// What accounts do with each other.
    Conduct,
    /// Commits.
    Code,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 10] = [
        Self::Network,
        Self::Places,
        Self::Device,
        Self::Equipment,
        Self::Money,
        Self::Papers,
        Self::Words,
        Self::Contact,
        Self::Conduct,
        Self::Code,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Places => "places",
            Self::Device => "device",
            Self::Equipment => "equipment",
            Self::Money => "money",
            Self::Papers => "papers",
            Self::Words => "words",
            Self::Contact => "contact",
            Self::Conduct => "conduct",
            Self::Code => "code",
        }
    }

    /// Whether living or working near each other explains it: such ties alone never make a ring.
    pub fn is_proximity(self) -> bool {
        matches!(self, Self::Network | Self::Contact)
    }
}

/// What can be said of a kind before any data is seen. All figures are expert guesses, to be replaced by `calibrate`.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// The name in tables.
    pub name: &'static str,
    /// The kin it belongs to.
    pub family: Family,
    /// How many of the accounts behind which one hand stands have such a tie.
    pub among_rings: f64,
    /// How many accounts of an ordinary marketplace have such a tie with somebody.
    pub among_all: f64,
    /// More bits than this it never gives.
    pub most_bits: f64,
    /// A value on more accounts than this is a hub.
    pub hub: usize,
    /// Whether it may join two accounts by itself.
    pub strong: bool,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $family:ident, $rings:literal, $all:literal, $most:literal, $hub:literal, $strong:literal;)*) => {
        /// What two accounts have in common.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// What is known of it.
            pub fn traits(self) -> Traits {
                match self {
                    $(Self::$kind => Traits {
                        name: $name,
                        family: Family::$family,
                        among_rings: $rings,
                        among_all: $all,
                        most_bits: $most,
                        hub: $hub,
                        strong: $strong,
                    },)*
                }
            }
        }
    };
}

kinds! {
    /// The same address (IPv4, or IPv6 /64) on the same days.
    Ip = "ip", Network, 0.6, 0.15, 3.0, 24, false;
    /// The same address at the same time from places that the holders say are far apart.
    Egress = "egress", Places, 0.4, 0.02, 5.0, 24, false;
    /// The same device or browser.
    Device = "device", Device, 0.5, 0.01, 6.0, 12, false;
    /// The same device confirms sign-ins.
    MfaDevice = "mfa_device", Device, 0.2, 0.002, 7.0, 12, true;
    /// The same managed computer.
    Serial = "serial", Equipment, 0.2, 0.002, 7.0, 12, true;
    /// The same bank account, e-wallet or card.
    PaymentNumber = "payment_number", Money, 0.3, 0.01, 7.0, 12, true;
    /// The same wallet.
    Wallet = "wallet", Money, 0.2, 0.005, 7.5, 12, true;
    /// Pay is passed on to the same account.
    Collector = "collector", Money, 0.4, 0.02, 4.0, 12, false;
    /// The same document number.
    DocumentNumber = "document_number", Papers, 0.2, 0.002, 8.0, 12, true;
    /// The same document image, or nearly.
    DocumentImage = "document_image", Papers, 0.2, 0.002, 7.0, 12, true;
    /// Documents photographed with one camera within minutes, with the same dates.
    DocumentPipeline = "document_pipeline", Papers, 0.3, 0.01, 4.0, 24, false;
    /// One person, registered twice. Of the family of telephones and homes, for those are among what was compared.
    Person = "person", Contact, 0.1, 0.005, 7.0, 24, true;
    /// Bids from one template.
    ProposalText = "proposal_text", Words, 0.6, 0.03, 5.0, 16, false;
    /// Profiles from one template.
    ProfileText = "profile_text", Words, 0.3, 0.02, 4.0, 16, false;
    /// Messages from one template.
    MessageText = "message_text", Words, 0.3, 0.03, 3.0, 16, false;
    /// The same portrait, or nearly.
    Photo = "photo", Words, 0.2, 0.005, 5.0, 12, false;
    /// The same telephone number.
    Phone = "phone", Contact, 0.1, 0.01, 4.0, 12, false;
    /// The same mailbox.
    Email = "email", Contact, 0.1, 0.005, 4.5, 12, false;
    /// Parcels to the same address, which is nobody's claimed home.
    ShippingAddress = "shipping_address", Equipment, 0.3, 0.03, 4.5, 24, false;
    /// The same claimed home.
    HomeAddress = "home_address", Contact, 0.1, 0.05, 2.0, 8, false;
    /// The same e-mail address in commits.
    CommitEmail = "commit_email", Code, 0.2, 0.005, 7.0, 12, true;
    /// One's sessions end as the other's begin, never both at once.
    Rhythm = "rhythm", Conduct, 0.3, 0.01, 4.0, 24, false;
    /// One buys, rates and lifts the other.
    Lift = "lift", Conduct, 0.3, 0.02, 3.0, 40, false;
    /// Lifted by the same client.
    SameLifter = "same_lifter", Conduct, 0.4, 0.02, 4.0, 24, false;
    /// One invited the other, or a third invited both.
    Referral = "referral", Conduct, 0.2, 0.04, 1.5, 8, false;
}

impl Kind {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        self.traits().name
    }

    /// The kin it belongs to.
    pub fn family(self) -> Family {
        self.traits().family
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
